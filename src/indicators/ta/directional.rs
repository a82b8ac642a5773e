//! Wilder's directional movement, which ATR, the directional indicators and ADX are made of.

use super::warm_up;
use std::hint::select_unpredictable;

/// The columns that movement is read from.
#[derive(Clone, Copy)]
pub(super) struct Candles<'a> {
    high: &'a [f64],
    low: &'a [f64],
    close: &'a [f64],
}

impl<'a> Candles<'a> {
    /// The inputs in their order.
    pub(super) fn new(inputs: &[&'a [f64]]) -> Self {
        Self { high: inputs[0], low: inputs[1], close: inputs[2] }
    }

    /// The true ranges from a candle on that has one before it.
    pub(super) fn true_ranges(self, first: usize) -> impl Iterator<Item = f64> + use<'a> {
        let candles = self.high[first..].iter().zip(&self.low[first..]);
        let before = &self.close[first - 1..];
        candles.zip(before).map(|((high, low), close)| true_range(*high, *low, *close))
    }

    /// The movements and true ranges from a candle on that has one before it.
    pub(super) fn steps(self, first: usize) -> impl Iterator<Item = (Movement, f64)> + use<'a> {
        movements(self.high, self.low, first).zip(self.true_ranges(first))
    }
}

/// The largest of the candle's range and its reach from the close before. A close before that is
/// NaN reaches nowhere.
pub(super) fn true_range(high: f64, low: f64, close: f64) -> f64 {
    let (up, down) = ((high - close).abs(), (low - close).abs());
    let range = high - low;
    let range = select_unpredictable(up > range, up, range);
    select_unpredictable(down > range, down, range)
}

/// How far a candle reaches beyond the one before, up and down: only the larger counts. Or sums of
/// such movements.
#[derive(Clone, Copy, Default)]
pub(super) struct Movement {
    pub(super) plus: f64,
    pub(super) minus: f64,
}

/// The movements from a candle on that has one before it.
pub(super) fn movements<'a>(
    high: &'a [f64],
    low: &'a [f64],
    first: usize,
) -> impl Iterator<Item = Movement> + use<'a> {
    let pairs = high[first - 1..].windows(2).zip(low[first - 1..].windows(2));
    pairs.map(|(high, low)| {
        let (up, down) = (high[1] - high[0], low[0] - low[1]);
        Movement {
            plus: if up > 0.0 && up > down { up } else { 0.0 },
            minus: if down > 0.0 && up < down { down } else { 0.0 },
        }
    })
}

/// Wilder's sum with one value more, `period` times his average: a `period`-th part of the sum goes
/// away for it.
fn smooth(sum: f64, value: f64, period: f64) -> f64 {
    sum - sum / period + value
}

/// The part of the range that was movement, 0 to 1; 0 without a range.
fn share(movement: f64, range: f64) -> f64 {
    if range > 0.0 { movement / range } else { 0.0 }
}

/// Wilder's sum of the movement one way: of the first `period − 1` movements the plain sum. For a
/// period of 1 the movement of each candle.
pub(super) fn movement(
    inputs: &[&[f64]],
    period: usize,
    way: impl Fn(Movement) -> f64,
    out: &mut [f64],
) {
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(out, begin, lookback(period)) else { return };
    let mut movements = movements(inputs[0], inputs[1], begin + 1).map(way);
    if period == 1 {
        known.iter_mut().zip(movements).for_each(|(out, movement)| *out = movement);
        return;
    }
    let mut sum = movements.by_ref().take(period - 1).fold(0.0, |sum, movement| sum + movement);
    known[0] = sum;
    for (out, movement) in known[1..].iter_mut().zip(movements) {
        sum = smooth(sum, movement, period as f64);
        *out = sum;
    }
}

/// The lookback of [`movement`].
pub(super) fn lookback(period: usize) -> usize {
    (period - 1).max(1)
}

/// A directional indicator: `100 · share` of the averaged movement one way; for a period of 1 the
/// bare share of each candle, as in TA-Lib.
pub(super) fn indicator(
    inputs: &[&[f64]],
    period: usize,
    way: impl Fn(Movement) -> f64,
    out: &mut [f64],
) {
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(out, begin, period) else { return };
    let steps = Candles::new(inputs).steps(begin + 1);
    let mut steps = steps.map(|(movement, range)| (way(movement), range));
    if period == 1 {
        for (out, (part, range)) in known.iter_mut().zip(steps) {
            *out = if part == 0.0 || range == 0.0 { 0.0 } else { part / range };
        }
        return;
    }
    let (mut movement, mut range) = (0.0, 0.0);
    for (one, other) in steps.by_ref().take(period - 1) {
        movement += one;
        range += other;
    }
    let count = period as f64;
    for (out, (one, other)) in known.iter_mut().zip(steps) {
        movement = smooth(movement, one, count);
        range = smooth(range, other, count);
        *out = 100.0 * share(movement, range);
    }
}

/// Two indicators that sum up to less say nothing, as in TA-Lib.
const NOTHING: f64 = 1e-14;

/// The directional indexes from the `period`-th movement behind the row `begin` on: how lopsided
/// the averaged movement is, 0 to 100; `None` where there is none.
pub(super) fn indexes<'a>(
    inputs: &[&'a [f64]],
    begin: usize,
    period: usize,
) -> impl Iterator<Item = Option<f64>> + use<'a> {
    let mut steps = Candles::new(inputs).steps(begin + 1);
    let (mut sum, mut range) = (Movement::default(), 0.0);
    for (movement, reach) in steps.by_ref().take(period - 1) {
        sum.plus += movement.plus;
        sum.minus += movement.minus;
        range += reach;
    }
    let count = period as f64;
    steps.map(move |(movement, reach)| {
        sum.plus = smooth(sum.plus, movement.plus, count);
        sum.minus = smooth(sum.minus, movement.minus, count);
        range = smooth(range, reach, count);
        let (plus, minus) = (100.0 * (sum.plus / range), 100.0 * (sum.minus / range));
        let both = plus + minus;
        let none = range.is_nan() || range <= 0.0 || both < NOTHING;
        (!none).then(|| 100.0 * ((plus - minus).abs() / both))
    })
}

#[cfg(test)]
mod tests {
    use super::{Candles, indicator, movement};

    #[test]
    fn the_true_range_spans_a_gap() {
        let candles = Candles { high: &[9.0, 5.0], low: &[8.0, 3.0], close: &[8.5, 4.0] };
        assert_eq!(candles.true_ranges(1).next(), Some(5.5));
        let candles = Candles { close: &[f64::NAN, 4.0], ..candles };
        assert_eq!(candles.true_ranges(1).next(), Some(2.0));
    }

    #[test]
    fn the_larger_movement_counts() {
        let (high, low, close) = ([4.0, 6.0, 7.0], [2.0, 1.0, 2.0], [3.0, 5.0, 6.0]);
        let mut out = [0.0; 3];
        indicator(&[&high, &low, &close], 1, |movement| movement.plus, &mut out);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [0.4, 0.2]);
        indicator(&[&high, &low, &close], 1, |movement| movement.minus, &mut out);
        assert_eq!(out[1..], [0.0, 0.0]);
    }

    #[test]
    fn a_part_of_the_sum_goes_away_with_each_movement() {
        let (high, low) = ([1.0, 3.0, 3.0, 4.0], [0.0; 4]);
        let mut out = [0.0; 4];
        movement(&[&high, &low], 2, |movement| movement.plus, &mut out);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [2.0, 1.0, 1.5]);
    }
}
