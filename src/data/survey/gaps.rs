//! Candles that are missing.

use serde::Serialize;

use super::{Finding, Kind, count, places};
use crate::diag::Severity;
use crate::model::dates::Dates;
use crate::model::timeframe::Timeframe;

/// Missing candles in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The first missing one, epoch milliseconds.
    pub from: i64,
    /// The last missing one, epoch milliseconds.
    pub to: i64,
    /// How many there are.
    pub candles: i64,
}

/// The gaps between candles whose dates ascend.
pub(super) fn gaps(dates: &Dates, timeframe: Timeframe) -> Vec<Gap> {
    if timeframe.is_regular() {
        let step = timeframe.ms();
        let runs = dates.runs(step);
        return runs
            .windows(2)
            .filter_map(|pair| gap(dates.at(pair[0].end - 1), dates.at(pair[1].start), step))
            .collect();
    }
    let mut gaps = Vec::new();
    for row in 1..dates.len() {
        let (mut next, date) = (timeframe.after(dates.at(row - 1)), dates.at(row));
        let (from, mut to, mut candles) = (next, next, 0);
        while next < date {
            (to, candles) = (next, candles + 1);
            next = timeframe.after(next);
        }
        if candles > 0 {
            gaps.push(Gap { from, to, candles });
        }
    }
    gaps
}

/// So long no exchange was down that has gone on: something else is behind it.
const LONG: i64 = 86_400_000;

/// What there is to say about gaps: how many candles, and where.
pub(super) fn finding(gaps: &[Gap], timeframe: Timeframe) -> Option<Finding> {
    let longest = gaps.iter().max_by_key(|gap| gap.candles)?;
    let is_long = longest.candles > 1 && timeframe.after(longest.to) - longest.from > LONG;
    let missing = gaps.iter().map(|gap| gap.candles).sum::<i64>();
    let mut message = format!(
        "{} missing in {}, the longest of {}: {}",
        count(usize::try_from(missing).unwrap_or(usize::MAX), "candle"),
        count(gaps.len(), "gap"),
        longest.candles,
        places(std::iter::once(longest.from)),
    );
    if is_long {
        message += " (longer than a day: no exchange that has gone on was down so long)";
    }
    let severity = if is_long { Severity::Warning } else { Severity::Note };
    Some(Finding { severity, kind: Kind::Gap, message })
}

fn gap(before: i64, after: i64, step: i64) -> Option<Gap> {
    let candles = (after - before - 1) / step;
    (candles > 0).then(|| Gap { from: before + step, to: before + candles * step, candles })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn missing_candles_are_counted_from_the_one_before() {
        let hours = |hours: &[i64]| -> Dates {
            hours.iter().map(|hour| hour * HOUR).collect::<Vec<_>>().into()
        };
        let of = |list: &[i64]| gaps(&hours(list), Timeframe::parse("1h").unwrap());
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[5]), []);
        assert_eq!(of(&[5, 6, 7]), []);
        let gap =
            |from: i64, to: i64| Gap { from: from * HOUR, to: to * HOUR, candles: to - from + 1 };
        assert_eq!(of(&[5, 7, 8, 12]), [gap(6, 6), gap(9, 11)]);
    }

    #[test]
    fn months_are_counted_as_they_are() {
        let day = 24 * HOUR;
        // January, March and April of 1970.
        let dates: Dates = vec![0, 59 * day, 90 * day].into();
        let found = gaps(&dates, Timeframe::parse("1M").unwrap());
        assert_eq!(found, [Gap { from: 31 * day, to: 31 * day, candles: 1 }]);
    }
}
