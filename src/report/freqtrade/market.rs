//! What the market did meanwhile, candle by candle.

use std::collections::BTreeMap;

use super::Backtest;
use crate::data::feather::{Cells, table};
use crate::model::candles::Candles;

/// For each candle of the backtest the mean close of all pairs, the sum of their mean changes so far, and how
/// many have it.
pub(super) fn market_change(backtest: &Backtest<'_>) -> Result<Vec<u8>, String> {
    let figures = || backtest.tested.iter().map(|tested| &tested.completed.figures);
    let start = figures().map(|figures| figures.backtest_start).min().unwrap_or(0);
    let end = figures().map(|figures| figures.backtest_end).max().unwrap_or(0);
    let pairs: Vec<&Candles> = longest(backtest).into_values().collect();
    let mut dates: Vec<i64> = pairs
        .iter()
        .flat_map(|candles| {
            let rows = candles.date.before(start)..candles.date.before(end);
            rows.map(|row| candles.date.at(row))
        })
        .collect();
    dates.sort_unstable();
    dates.dedup();
    let mut before: Vec<Option<f64>> = vec![None; pairs.len()];
    let (mut mean, mut sum, mut changes) = (Vec::new(), Vec::new(), 0.0);
    let mut count = Vec::with_capacity(dates.len());
    for date in &dates {
        let closes: Vec<Option<f64>> =
            pairs.iter().map(|candles| close_at(candles, *date)).collect();
        let change = |(now, before): (&Option<f64>, &Option<f64>)| Some((*now)? / (*before)? - 1.0);
        let moved: Vec<f64> = closes.iter().zip(&before).filter_map(change).collect();
        let there: Vec<f64> = closes.iter().flatten().copied().collect();
        changes += mean_of(&moved).unwrap_or(0.0);
        mean.push(mean_of(&there).unwrap_or(f64::NAN));
        sum.push(changes);
        count.push(there.len() as i64);
        before = closes;
    }
    table(&[
        ("date", Cells::Dates(&dates)),
        ("mean", Cells::Numbers(&mean)),
        ("rel_mean", Cells::Numbers(&sum)),
        ("count", Cells::Integers(&count)),
    ])
}

/// The candles of each pair: strategies with a longer warm-up have more of them.
fn longest<'a>(backtest: &'a Backtest<'_>) -> BTreeMap<&'a str, &'a Candles> {
    let mut longest: BTreeMap<&str, &Candles> = BTreeMap::new();
    for pair in backtest.tested.iter().flat_map(|tested| &tested.pairs) {
        let candles: &Candles = pair.columns.candles();
        let known = longest.entry(pair.pair.as_str()).or_insert(candles);
        if candles.len() > known.len() {
            *known = candles;
        }
    }
    longest
}

fn close_at(candles: &Candles, date: i64) -> Option<f64> {
    let row = candles.date.before(date);
    (candles.date.get(row) == Some(date)).then(|| candles.close[row])
}

fn mean_of(values: &[f64]) -> Option<f64> {
    let sum = values.iter().fold(0.0, |sum, value| sum + value);
    (!values.is_empty()).then(|| sum / values.len() as f64)
}
