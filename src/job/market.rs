//! What the market did meanwhile.

use std::borrow::Cow;

use super::Failure;
use crate::backtest::PairInput;
use crate::backtest::metrics::{self, BuyAndHold};
use crate::data::clean::clean;
use crate::data::{CandleSource, DataError};
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;

/// The mean change of the pairs' closes from the first candle at or after `start` to their last.
pub(super) fn change(pairs: &[PairInput], start: i64) -> f64 {
    let changes: Vec<f64> = pairs
        .iter()
        .filter_map(|pair| {
            let first = pair.candles.date.partition_point(|date| *date < start);
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
    source: &dyn CandleSource,
) -> Result<BuyAndHold, Failure> {
    let mut daily: Vec<(String, Candles)> = Vec::with_capacity(pairs.len());
    for input in pairs {
        let days = match stored_days(&input.pair, source)? {
            Some(stored) => clean(&stored, Timeframe::DAY, timerange.start(), timerange.stop()),
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
    source: &dyn CandleSource,
) -> Result<Option<std::sync::Arc<Candles>>, Failure> {
    let Ok(pair) = Pair::parse(pair) else { return Ok(None) };
    match source.candles(&pair, Timeframe::DAY) {
        Ok(candles) => Ok(Some(candles)),
        Err(DataError::Missing { .. }) => Ok(None),
        Err(error) => Err(Failure::data(&error)),
    }
}

fn within<'a>(candles: &'a Candles, timerange: &TimeRange) -> Cow<'a, Candles> {
    let Some(start) = timerange.start() else { return Cow::Borrowed(candles) };
    let first = candles.date.partition_point(|date| *date < start);
    let mut cut = Candles::with_capacity(candles.len() - first);
    (first..candles.len()).for_each(|row| cut.push(candles.row(row)));
    Cow::Owned(cut)
}
