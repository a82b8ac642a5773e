//! Which candle of another frame each base candle sees (simulation spec 1.5).

use crate::model::timeframe::Timeframe;

/// For each base date the row of the other frame that is visible there.
///
/// A candle becomes visible on the base candle that closes when it closes: on the base date
/// `date + informative − base`. A base date that equals no such key repeats the row of the last one
/// that did (a key between two base dates is therefore never seen). Before the first match stands
/// the last row with a smaller key, if there is one.
pub fn visible_rows(
    base_dates: &[i64],
    base: Timeframe,
    dates: &[i64],
    informative: Timeframe,
) -> Vec<Option<u32>> {
    let key = |row: usize| {
        if informative.is_regular() {
            dates[row] + informative.ms() - base.ms()
        } else {
            informative.after(dates[row]) - base.ms()
        }
    };
    let mut visible = Vec::with_capacity(base_dates.len());
    let (mut next, mut last) = (0, None);
    for date in base_dates {
        while next < dates.len() && key(next) < *date {
            next += 1;
        }
        if next < dates.len() && key(next) == *date {
            last = Some(next as u32);
        }
        visible.push(last);
    }
    let first_match = visible.iter().position(Option::is_some);
    if let Some(at @ 1..) = first_match {
        let before = visible[at].and_then(|row| row.checked_sub(1));
        visible[..at].fill(before);
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn rows(base: (&str, std::ops::Range<i64>), other: (&str, Vec<i64>)) -> Vec<Option<u32>> {
        let base_tf = Timeframe::parse(base.0).unwrap();
        let base_dates: Vec<i64> = base.1.map(|step| step * base_tf.ms()).collect();
        let dates: Vec<i64> = other.1.into_iter().map(|hour| hour * HOUR).collect();
        visible_rows(&base_dates, base_tf, &dates, Timeframe::parse(other.0).unwrap())
    }

    #[test]
    fn a_candle_is_seen_from_the_base_candle_that_closes_with_it() {
        let seen = rows(("1h", 6..15), ("4h", vec![0, 4, 8]));
        let expected = [0, 1, 1, 1, 1, 2, 2, 2, 2].map(Some);
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_key_between_two_base_dates_is_never_seen() {
        // 12h candles close at 12:00, in the middle of the 8h candle from 08:00.
        let seen = rows(("8h", 0..6), ("12h", vec![0, 12, 24, 36]));
        assert_eq!(seen, [0, 0, 1, 1, 1, 3].map(Some));
    }

    #[test]
    fn without_an_earlier_candle_the_first_base_candles_see_nothing() {
        assert_eq!(rows(("1h", 0..5), ("4h", vec![0])), [None, None, None, Some(0), Some(0)]);
    }

    #[test]
    fn an_equal_timeframe_is_seen_at_once() {
        assert_eq!(rows(("1h", 0..3), ("1h", vec![0, 1, 2])), [Some(0), Some(1), Some(2)]);
    }
}
