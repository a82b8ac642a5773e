//! The benchmark: the basket bought at the start and held.

use super::basis::YEAR;
use super::figures::{BuyAndHold, BuyAndHoldPair};
use super::moments::{mean, sample_std};
use crate::model::candles::Candles;
use std::collections::BTreeMap;

/// Equal-weight buy and hold of pairs with their daily candles, in the order of the basket.
///
/// The return of the basket on a day is the sum of its pairs' returns over the number of all
/// pairs: a pair without a candle on that day, and on its own first day, returns 0. Days are
/// those on which any pair has a candle. The very first has no return and is left out of mean
/// and deviation; the compounded curve starts there at 1, so a fall from it is a drawdown.
///
/// - `sharpe`: `mean / std · √365` with the sample deviation; 0 where that is 0 or undefined.
/// - `profit_ratio`: the compounded returns − 1.
/// - `drawdown_ratio`: the smallest `value / highest value so far − 1` of that curve.
pub fn buy_and_hold(pairs: &[(String, &Candles)]) -> BuyAndHold {
    let returns = basket_returns(pairs);
    let deviation = sample_std(&returns);
    let sharpe = if deviation == 0.0 { 0.0 } else { mean(&returns) / deviation * YEAR.sqrt() };
    let curve: Vec<f64> = std::iter::once(1.0)
        .chain(returns.iter().scan(1.0, |value, change| {
            *value *= 1.0 + change;
            Some(*value)
        }))
        .collect();
    BuyAndHold {
        sharpe,
        profit_ratio: change(&curve),
        drawdown_ratio: deepest_fall(&curve),
        pairs: pairs
            .iter()
            .map(|(pair, candles)| BuyAndHoldPair {
                pair: pair.clone(),
                profit_ratio: change(&candles.close),
                drawdown_ratio: deepest_fall(&candles.close),
            })
            .collect(),
    }
}

/// The return of the basket on each day but the first.
fn basket_returns(pairs: &[(String, &Candles)]) -> Vec<f64> {
    let mut days: BTreeMap<i64, f64> = BTreeMap::new();
    for (_, candles) in pairs {
        if let Some(first) = candles.date.first() {
            days.entry(first).or_default();
        }
        for (date, closes) in candles.date.iter().skip(1).zip(candles.close.windows(2)) {
            *days.entry(date).or_default() += closes[1] / closes[0] - 1.0;
        }
    }
    days.into_values().skip(1).map(|sum| sum / pairs.len() as f64).collect()
}

/// The relative change from the first to the last value; 0 without values.
fn change(values: &[f64]) -> f64 {
    match values {
        [first, .., last] => last / first - 1.0,
        _ => 0.0,
    }
}

/// The smallest relative distance to an earlier high, at most 0.
fn deepest_fall(values: &[f64]) -> f64 {
    let (mut high, mut deepest) = (f64::NEG_INFINITY, 0.0_f64);
    for &value in values {
        high = high.max(value);
        deepest = deepest.min(value / high - 1.0);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::{Candles, buy_and_hold};
    use crate::backtest::metrics::basis::DAY_MS;
    use crate::backtest::metrics::samples::assert_close;
    use crate::model::candles::Candle;

    fn closes(days: &[(i64, f64)]) -> Candles {
        let mut candles = Candles::default();
        for &(day, close) in days {
            let date = day * DAY_MS;
            candles.push(Candle { date, open: 1.0, high: 1.0, low: 1.0, close, volume: 1.0 });
        }
        candles
    }

    #[test]
    fn one_pair_is_its_own_basket() {
        let candles = closes(&[(0, 100.0), (1, 110.0), (2, 99.0), (3, 132.0)]);
        let result = buy_and_hold(&[("BTC/USDT".to_owned(), &candles)]);
        let returns: [f64; 3] = [0.1, -0.1, 1.0 / 3.0];
        let mean = 1.0 / 9.0;
        let variance = returns.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 2.0;
        assert_close(result.sharpe, mean / variance.sqrt() * 365_f64.sqrt());
        assert_close(result.profit_ratio, 0.32);
        assert_close(result.drawdown_ratio, -0.1);
        assert_eq!(result.pairs[0].pair, "BTC/USDT");
        assert_close(result.pairs[0].profit_ratio, 0.32);
        assert_close(result.pairs[0].drawdown_ratio, -0.1);
    }

    #[test]
    fn a_pair_that_starts_later_or_misses_a_day_returns_nothing_there() {
        let early = closes(&[(0, 100.0), (1, 110.0), (2, 121.0), (3, 121.0)]);
        let late = closes(&[(1, 50.0), (3, 40.0)]);
        let pairs = [("A".to_owned(), &early), ("B".to_owned(), &late)];
        let result = buy_and_hold(&pairs);
        // Day 1: (10 % + 0) / 2; day 2: (10 % + 0) / 2; day 3: (0 − 20 %) / 2.
        assert_close(result.profit_ratio, 1.05 * 1.05 * 0.9 - 1.0);
        assert_close(result.drawdown_ratio, -0.1);
        assert_close(result.sharpe, 0.0);
        assert_close(result.pairs[1].profit_ratio, -0.2);
        assert_close(result.pairs[1].drawdown_ratio, -0.2);
    }

    #[test]
    fn a_fall_from_the_first_day_is_a_drawdown() {
        let candles = closes(&[(0, 10.0), (1, 5.0), (2, 8.0)]);
        let result = buy_and_hold(&[("A".to_owned(), &candles)]);
        assert_close(result.drawdown_ratio, -0.5);
        assert_close(result.profit_ratio, -0.2);
    }

    #[test]
    fn too_few_days_and_no_pairs() {
        let (none, one) = (closes(&[]), closes(&[(0, 10.0)]));
        for pairs in [vec![], vec![("A".to_owned(), &none)], vec![("A".to_owned(), &one)]] {
            let result = buy_and_hold(&pairs);
            assert_eq!(result.pairs.len(), pairs.len());
            for figure in [result.sharpe, result.profit_ratio, result.drawdown_ratio] {
                assert_close(figure, 0.0);
            }
        }
    }
}
