//! What the market did meanwhile.

use super::Failure;
use crate::backtest::PairInput;
use crate::backtest::metrics::{self, BuyAndHold};
use crate::data::DataError;
use crate::data::frames::Frames;
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;

/// The mean change of the pairs' closes from the first candle at or after `start` to their last.
pub(super) fn change(pairs: &[PairInput], start: i64) -> f64 {
    let changes: Vec<f64> = pairs
        .iter()
        .filter_map(|pair| {
            let first = pair.candles.date.before(start);
            let (first, last) = (pair.candles.close.get(first)?, pair.candles.close.last()?);
            Some((last - first) / first)
        })
        .collect();
    if changes.is_empty() { 0.0 } else { changes.iter().sum::<f64>() / changes.len() as f64 }
}

/// Buy and hold of the basket over a timerange, both ends in: on daily candles where there are any,
/// else on the base candles of each day.
pub(super) fn buy_and_hold(
    pairs: &[PairInput],
    timerange: &TimeRange,
    candles: &Frames<'_>,
) -> Result<BuyAndHold, Failure> {
    let mut daily: Vec<(String, Candles)> = Vec::with_capacity(pairs.len());
    for input in pairs {
        let days = match stored_days(&input.pair, timerange, candles)? {
            Some(days) => days,
            None => within(&input.candles, timerange).aggregate(Timeframe::DAY),
        };
        daily.push((input.pair.clone(), days));
    }
    let borrowed: Vec<(String, &Candles)> =
        daily.iter().map(|(pair, candles)| (pair.clone(), candles)).collect();
    Ok(metrics::buy_and_hold(&borrowed))
}

fn stored_days(
    pair: &str,
    timerange: &TimeRange,
    candles: &Frames<'_>,
) -> Result<Option<Candles>, Failure> {
    let Ok(pair) = Pair::parse(pair) else { return Ok(None) };
    let key = CandleKey::trades(&pair, Timeframe::DAY);
    match candles.cut(&key, timerange.start(), timerange.stop()) {
        Ok(candles) => Ok(Some(candles)),
        Err(DataError::Missing { .. }) => Ok(None),
        Err(error) => Err(Failure::data(&error)),
    }
}

fn within(candles: &Candles, timerange: &TimeRange) -> Candles {
    let first = timerange.start().map_or(0, |start| candles.date.before(start));
    candles.slice(first..candles.len())
}
