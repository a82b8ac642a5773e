//! What stored candles look like: rows that cannot be, and rows that are mended in silence otherwise.

use crate::model::candles::Candles;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::format_date;

/// The first row that no market can have had, in words: `row 17 (…) has a high below its low`.
#[expect(clippy::needless_bitwise_bool, reason = "a fold without branches")]
pub fn impossible(candles: &Candles) -> Option<String> {
    let prices = [
        ("open", &candles.open),
        ("high", &candles.high),
        ("low", &candles.low),
        ("close", &candles.close),
    ];
    let wrong = |row: usize| {
        for (name, column) in prices.iter().chain(&[("volume", &candles.volume)]) {
            let value = column[row];
            if !value.is_finite() {
                return Some(format!("has no {name}"));
            }
            if value < 0.0 {
                return Some(format!("has a negative {name}"));
            }
        }
        (candles.high[row] < candles.low[row]).then(|| "has a high below its low".to_owned())
    };
    let columns: [&[f64]; 5] =
        [&candles.open, &candles.high, &candles.low, &candles.close, &candles.volume];
    // Nearly always all is well: one quick look at each column and at the pair of high and low, without
    // a branch for each value.
    let can_be = |fine: bool, value: &f64| fine & (*value >= 0.0) & (*value < f64::INFINITY);
    let ordered = |fine: bool, (high, low): (&f64, &f64)| fine & (high >= low);
    if columns.iter().all(|column| column.iter().fold(true, can_be))
        && candles.high.iter().zip(&candles.low).fold(true, ordered)
    {
        return None;
    }
    let found = |row: usize| Some(format!("{} {}", place(candles, row), wrong(row)?));
    (0..candles.len()).find_map(found)
}

/// The first funding rate that is none, in words.
pub fn rateless(rates: &Candles) -> Option<String> {
    let row = rates.open.iter().position(|rate| !rate.is_finite())?;
    Some(format!("{} has no rate", place(rates, row)))
}

/// The times of candles: from 1970 until 2200. With them nothing that is added to them overflows.
const TIMES: std::ops::Range<i64> = 0..7_258_118_400_000;

/// So many candles may be missing from any file, as many as 1m candles have in two years…
const MOST_MISSING: i64 = 1 << 20;

/// … and for each one that is there so many more.
const MOST_MISSING_EACH: i64 = 100;

/// A row whose date cannot be, or is so far from the others that filling the gap would take more memory
/// than the candles are worth, in words.
pub fn far_off(candles: &Candles, timeframe: Timeframe) -> Option<String> {
    let dates = &candles.date;
    if let Some(row) = dates.iter().position(|date| !TIMES.contains(&date)) {
        return Some(format!("row {} has a date before 1970 or after 2200", row + 1));
    }
    let last = (0..dates.len()).max_by_key(|row| dates.at(*row))?;
    let span = (dates.at(last) - dates.iter().min()?) / timeframe.ms();
    let missing = span - dates.len() as i64;
    (missing > MOST_MISSING && missing / MOST_MISSING_EACH > dates.len() as i64).then(|| {
        let place = place(candles, last);
        format!("{place} is {span} candles behind the first one, and {missing} of them are missing")
    })
}

/// The first row that is not where it belongs, in words, and what becomes of it.
pub fn odd(candles: &Candles, timeframe: Timeframe) -> Option<String> {
    let dates = &candles.date;
    if !dates.is_ascending() {
        let row = (1..dates.len()).find(|row| dates.at(*row) <= dates.at(row - 1))?;
        let problem = if dates.at(row) == dates.at(row - 1) {
            "has the date of the row before it: the two are made one"
        } else {
            "is earlier than the row before it: the candles are sorted"
        };
        return Some(format!("{} {problem}", place(candles, row)));
    }
    if !timeframe.is_regular() {
        return None;
    }
    let anchor = timeframe.grid_anchor(dates.first()?);
    let row = dates.off_grid(anchor, timeframe.ms())?;
    let place = place(candles, row);
    Some(format!("{place} is not on the {timeframe} grid: it joins the candle that it lies in"))
}

fn place(candles: &Candles, row: usize) -> String {
    format!("row {} ({})", row + 1, format_date(candles.date.at(row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;

    fn candles(rows: &[(i64, f64, f64)]) -> Candles {
        let mut candles = Candles::default();
        for (minute, high, low) in rows.iter().copied() {
            let date = minute * 60_000;
            candles.push(Candle { date, open: 2.0, high, low, close: 2.0, volume: 1.0 });
        }
        candles
    }

    #[test]
    fn the_first_row_at_fault_is_named() {
        let words = |rows| impossible(&candles(rows)).unwrap_or_default();
        assert_eq!(words(&[(0, 3.0, 1.0), (60, 3.0, 1.0)]), "");
        assert!(words(&[(0, 3.0, 1.0), (60, 1.0, 3.0)]).starts_with("row 2 (1970-01-01 01:00"));
        assert!(words(&[(0, f64::NAN, 1.0)]).ends_with("has no high"));
        assert!(words(&[(0, 3.0, -1.0)]).ends_with("has a negative low"));
    }

    #[test]
    fn dates_that_cannot_be_and_gaps_without_end_are_named() {
        let minute = Timeframe::parse("1m").unwrap();
        let words = |minutes: &[i64], timeframe| {
            let rows: Vec<_> = minutes.iter().map(|minute| (*minute, 3.0, 1.0)).collect();
            far_off(&candles(&rows), timeframe).unwrap_or_default()
        };
        assert_eq!(words(&[], minute), "");
        assert_eq!(words(&[0, 1, 1_000_000], minute), "");
        assert!(words(&[28_401_120, 0], minute).starts_with("row 1 (2024-01-01 00:00"));
        assert_eq!(words(&[0, 28_401_120], Timeframe::DAY), "");
        for minute_of_a_date in [-1, 130_000_000, i64::MAX / 60_000, i64::MIN / 60_000] {
            let words = words(&[0, minute_of_a_date], Timeframe::DAY);
            assert_eq!(words, "row 2 has a date before 1970 or after 2200");
        }
    }

    #[test]
    fn rows_out_of_place_are_named() {
        let hour = Timeframe::parse("1h").unwrap();
        let words = |minutes: &[i64]| {
            let rows: Vec<_> = minutes.iter().map(|minute| (*minute, 3.0, 1.0)).collect();
            odd(&candles(&rows), hour).unwrap_or_default()
        };
        assert_eq!(words(&[0, 60, 180]), "");
        assert_eq!(words(&[]), "");
        assert!(words(&[0, 60, 60]).contains("made one"));
        assert!(words(&[0, 120, 60]).contains("sorted"));
        assert!(words(&[0, 60, 130]).contains("row 3"));
    }
}
