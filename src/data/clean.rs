//! Cuts stored candles to a range, merges duplicates and fills gaps (simulation spec 1.3).

use std::ops::Range;

use crate::model::candles::{Candle, Candles};
use crate::model::shared::Shared;
use crate::model::timeframe::Timeframe;

const DAY: i64 = 86_400_000;

/// The candles with `lower ≤ date ≤ upper` (an absent bound holds for all), sorted, one for each
/// step of the grid from the first to the last of them.
///
/// Candles of one date become one (first open, highest high, lowest low, last close, largest volume).
/// Candles beside the grid fall into the step before them. A step without a candle gets the close
/// before it as all four prices, and no volume. Nothing is invented before the first or after the
/// last candle.
pub fn clean(
    stored: &Candles,
    timeframe: Timeframe,
    lower: Option<i64>,
    upper: Option<i64>,
) -> Candles {
    let fits = |date: i64| {
        lower.is_none_or(|lower| lower <= date) && upper.is_none_or(|upper| date <= upper)
    };
    let rows: Vec<usize> = (0..stored.len()).filter(|row| fits(stored.date.at(*row))).collect();
    fill(&unique(stored, rows), timeframe)
}

/// Stored candles with their gaps filled.
pub(super) struct Mended {
    /// One for each step of the grid.
    pub candles: Candles,
    /// The runs of rows that are not invented.
    pub runs: Vec<Range<usize>>,
}

/// Fills the gaps of stored candles. Those for which a part of that is not the same as mending the
/// part come back as they are: unsorted or doubled candles, candles beside the grid, or a grid that
/// depends on where it begins.
pub(super) fn mend(stored: Candles, timeframe: Timeframe) -> Result<Mended, Candles> {
    let (step, dates) = (timeframe.ms(), &stored.date);
    let anchored = timeframe.is_regular() && DAY % step == 0;
    if !anchored || !dates.is_ascending() || dates.off_grid(0, step).is_some() {
        return Err(stored);
    }
    let kept = dates.runs(step);
    let (Some(first), [_, _, ..]) = (dates.first(), &*kept) else {
        return Ok(Mended { candles: stored, runs: kept });
    };
    let place = |run: &Range<usize>| {
        let start = ((dates.at(run.start) - first) / step) as usize;
        start..start + run.len()
    };
    let runs: Vec<Range<usize>> = kept.iter().map(place).collect();
    let whole = runs.last().map_or(0, |run| run.end);
    // The rows of a run where they belong, and before them what stands in the gap.
    let spread = |values: &[f64], in_gap: &dyn Fn(usize) -> f64| -> Shared<f64> {
        let mut column = Vec::with_capacity(whole);
        for (from, to) in kept.iter().zip(&runs) {
            if let Some(last) = from.start.checked_sub(1) {
                column.resize(to.start, in_gap(last));
            }
            column.extend_from_slice(&values[from.clone()]);
        }
        column.into()
    };
    let close_before = |last: usize| stored.close[last];
    let candles = Candles {
        date: (0..whole).map(|row| first + row as i64 * step).collect(),
        open: spread(&stored.open, &close_before),
        high: spread(&stored.high, &close_before),
        low: spread(&stored.low, &close_before),
        close: spread(&stored.close, &close_before),
        volume: spread(&stored.volume, &|_| 0.0),
    };
    Ok(Mended { candles, runs })
}

/// The candle of a step on which nothing was traded.
fn without_trades(date: i64, close: f64) -> Candle {
    Candle { date, open: close, high: close, low: close, close, volume: 0.0 }
}

/// Sorted, with the candles of one date made one.
fn unique(stored: &Candles, mut rows: Vec<usize>) -> Candles {
    rows.sort_by_key(|row| stored.date.at(*row));
    let mut candles = Candles::with_capacity(rows.len());
    for candle in rows.into_iter().map(|row| stored.row(row)) {
        join(&mut candles, candle, f64::max);
    }
    candles
}

/// Appends a candle, or lets the last one of its date absorb it.
fn join(candles: &mut Candles, candle: Candle, volume: fn(f64, f64) -> f64) {
    let last = candles.len().wrapping_sub(1);
    if candles.date.last() != Some(candle.date) {
        return candles.push(candle);
    }
    candles.high[last] = candles.high[last].max(candle.high);
    candles.low[last] = candles.low[last].min(candle.low);
    candles.close[last] = candle.close;
    candles.volume[last] = volume(candles.volume[last], candle.volume);
}

/// One candle for each step of the grid.
fn fill(candles: &Candles, timeframe: Timeframe) -> Candles {
    let mut filled = Candles::with_capacity(candles.len());
    let Some(first) = candles.date.first() else { return filled };
    let mut at = timeframe.grid_anchor(first);
    for row in 0..candles.len() {
        let candle = candles.row(row);
        while timeframe.after(at) <= candle.date {
            if let Some(close) =
                filled.close.last().copied().filter(|_| filled.date.last() != Some(at))
            {
                filled.push(without_trades(at, close));
            }
            at = timeframe.after(at);
        }
        join(&mut filled, Candle { date: at, ..candle }, |a, b| a + b);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::timerange::parse_date;

    fn candle(date: &str, close: f64) -> Candle {
        Candle {
            date: parse_date(date).unwrap(),
            open: close - 0.5,
            high: close + 1.0,
            low: close - 1.0,
            close,
            volume: 2.0,
        }
    }

    fn stored(candles: &[Candle]) -> Candles {
        let mut stored = Candles::default();
        for candle in candles {
            stored.push(*candle);
        }
        stored
    }

    fn hours(candles: &Candles) -> Vec<i64> {
        candles.date.iter().map(|date| (date - candles.date.at(0)) / 3_600_000).collect()
    }

    fn hourly(candles: &[Candle]) -> Candles {
        clean(&stored(candles), Timeframe::parse("1h").unwrap(), None, None)
    }

    #[test]
    fn a_gap_is_filled_with_the_close_before_it() {
        let filled = hourly(&[
            candle("20240101T0000", 1.5),
            candle("20240101T0100", 2.5),
            candle("20240101T0400", 3.5),
        ]);
        assert_eq!(hours(&filled), [0, 1, 2, 3, 4]);
        for row in [2, 3] {
            let Candle { open, high, low, close, volume, .. } = filled.row(row);
            assert_eq!([open, high, low, close, volume], [2.5, 2.5, 2.5, 2.5, 0.0]);
        }
    }

    #[test]
    fn candles_of_one_date_become_one() {
        let merged = hourly(&[
            candle("20240101T0100", 3.0),
            candle("20240101T0000", 1.0),
            candle("20240101T0100", 2.0),
        ]);
        assert_eq!(hours(&merged), [0, 1]);
        let Candle { open, high, low, close, volume, .. } = merged.row(1);
        assert_eq!([open, high, low, close, volume], [2.5, 4.0, 1.0, 2.0, 2.0]);
    }

    #[test]
    fn candles_beside_the_grid_fall_into_their_step() {
        let merged = hourly(&[
            candle("20240101T0000", 1.0),
            candle("20240101T0030", 2.0),
            candle("20240101T0115", 3.0),
        ]);
        assert_eq!(hours(&merged), [0, 1]);
        assert!((merged.volume[0] - 4.0).abs() < 1e-12 && (merged.close[0] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn both_ends_of_the_range_are_in_and_nothing_is_invented_outside() {
        let candles = [0, 1, 2, 3].map(|hour| candle(&format!("20240101T0{hour}00"), 1.0));
        let bound = |hour: usize| Some(candles[hour].date);
        let hour = Timeframe::parse("1h").unwrap();
        let cut = clean(&stored(&candles), hour, bound(1), bound(2));
        assert_eq!(cut.date, [candles[1].date, candles[2].date]);
        let early = bound(0).map(|date| date - 86_400_000);
        assert_eq!(clean(&stored(&candles), hour, early, None).len(), 4);
        assert!(clean(&stored(&candles), hour, None, early).is_empty());
    }

    #[test]
    fn weeks_start_on_monday_and_months_on_the_first() {
        let weekly = stored(&[candle("20240101", 1.0), candle("20240115", 2.0)]);
        assert_eq!(clean(&weekly, Timeframe::parse("1w").unwrap(), None, None).len(), 3);
        let monthly = stored(&[candle("20240101", 1.0), candle("20240401", 2.0)]);
        let months = clean(&monthly, Timeframe::parse("1M").unwrap(), None, None);
        assert_eq!(months.date.at(1), parse_date("20240201").unwrap());
        assert_eq!(months.len(), 4);
    }

    #[test]
    fn three_day_candles_keep_their_own_first_day() {
        let three = stored(&[candle("20240102", 1.0), candle("20240108", 2.0)]);
        let filled = clean(&three, Timeframe::parse("3d").unwrap(), None, None);
        let day = |text| parse_date(text).unwrap();
        assert_eq!(filled.date, [day("20240102"), day("20240105"), day("20240108")]);
    }
}
