//! What a balance would have been worth, had it bought all pairs at the start and done nothing.

use std::collections::BTreeMap;

use super::basis::{DAY_MS, utc_day};
use super::wallet_stats::Sample;
use crate::model::candles::Candles;

/// The worth of a balance that buys equal parts of all pairs at the close of their first candle from `start`
/// on, at the last candle of each day. The part of a pair that has no candle yet lies idle.
pub fn held<'a>(pairs: impl Iterator<Item = &'a Candles>, start: i64, balance: f64) -> Vec<Sample> {
    // Of each day its last date, and by how much the parts have changed on it.
    let mut days: BTreeMap<i64, (i64, f64)> = BTreeMap::new();
    let mut count = 0.0;
    for candles in pairs {
        let mut row = candles.date.before(start);
        let Some(bought) = candles.close.get(row) else { continue };
        count += 1.0;
        let mut before = 1.0;
        while let Some(date) = candles.date.get(row) {
            row = candles.date.before((utc_day(date) + 1) * DAY_MS);
            let worth = candles.close[row - 1] / bought;
            let day = days.entry(utc_day(date)).or_default();
            day.0 = day.0.max(candles.date.at(row - 1));
            day.1 += worth - before;
            before = worth;
        }
    }
    let mut change = 0.0;
    let sample = |(date, of_day): (i64, f64)| {
        change += of_day;
        Sample { date, equity: balance * (1.0 + change / count) }
    };
    days.into_values().map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::metrics::samples::{HOUR, assert_close};
    use crate::model::candles::Candle;

    fn closes(rows: &[(i64, f64)]) -> Candles {
        let mut candles = Candles::default();
        for &(hour, close) in rows {
            let date = hour * HOUR;
            candles.push(Candle { date, open: 1.0, high: 1.0, low: 1.0, close, volume: 1.0 });
        }
        candles
    }

    #[test]
    fn all_are_bought_once_and_what_is_not_there_yet_lies_idle() {
        let early = closes(&[(0, 50.0), (10, 100.0), (20, 150.0), (30, 200.0), (50, 100.0)]);
        let late = closes(&[(30, 10.0), (40, 20.0), (50, 30.0)]);
        let worth = held([&early, &late, &closes(&[])].into_iter(), 5 * HOUR, 1000.0);
        let dates: Vec<i64> = worth.iter().map(|sample| sample.date / HOUR).collect();
        assert_eq!(dates, [20, 40, 50]);
        // 100 to 150; to 200, and 10 to 20; back to 100, and 10 to 30.
        for (sample, expected) in worth.iter().zip([1250.0, 2000.0, 2000.0]) {
            assert_close(sample.equity, expected);
        }
        assert!(held([&early].into_iter(), 60 * HOUR, 1000.0).is_empty());
    }
}
