//! Daily candles from those of a shorter timeframe.

use super::basis::{DAY_MS, utc_day};
use crate::model::candles::Candles;

/// One candle for each UTC day that has any: first open, highest high, lowest low, last close,
/// summed volume, dated at midnight. The candles are in ascending order of dates.
pub fn daily(candles: &Candles) -> Candles {
    let mut days = Candles::default();
    for row in 0..candles.len() {
        let mut candle = candles.row(row);
        candle.date = utc_day(candle.date) * DAY_MS;
        if days.date.last() != Some(&candle.date) {
            days.push(candle);
            continue;
        }
        let day = days.len() - 1;
        days.high[day] = days.high[day].max(candle.high);
        days.low[day] = days.low[day].min(candle.low);
        days.close[day] = candle.close;
        days.volume[day] += candle.volume;
    }
    days
}

#[cfg(test)]
mod tests {
    use super::{Candles, DAY_MS, daily};
    use crate::backtest::metrics::samples::HOUR;
    use crate::model::candles::Candle;

    #[test]
    fn days_are_cut_at_midnight_and_empty_ones_left_out() {
        let mut candles = Candles::default();
        for (date, open, high, low, close, volume) in [
            (20 * HOUR, 1.0, 5.0, 0.5, 2.0, 10.0),
            (22 * HOUR, 2.0, 3.0, 0.25, 2.5, 20.0),
            (DAY_MS, 2.5, 2.5, 2.5, 2.5, 1.0),
            (3 * DAY_MS + HOUR, 4.0, 6.0, 3.0, 5.0, 7.0),
        ] {
            candles.push(Candle { date, open, high, low, close, volume });
        }
        let expected = Candles {
            date: vec![0, DAY_MS, 3 * DAY_MS],
            open: vec![1.0, 2.5, 4.0],
            high: vec![5.0, 2.5, 6.0],
            low: vec![0.25, 2.5, 3.0],
            close: vec![2.5, 2.5, 5.0],
            volume: vec![30.0, 1.0, 7.0],
        };
        assert_eq!(daily(&candles), expected);
        assert_eq!(daily(&expected), expected);
        assert_eq!(daily(&Candles::default()), Candles::default());
    }
}
