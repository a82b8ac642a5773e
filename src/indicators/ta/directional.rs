//! Wilder's directional movement, which ATR, the directional indicators and ADX are made of.

use super::seed;

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

    /// The largest of the candle's range and its reach from the close before. A close before that
    /// is NaN reaches nowhere.
    pub(super) fn true_range(self, row: usize) -> f64 {
        let (high, low, close) = (self.high[row], self.low[row], self.close[row - 1]);
        let (up, down) = ((high - close).abs(), (low - close).abs());
        let range = high - low;
        let range = if up > range { up } else { range };
        if down > range { down } else { range }
    }

    /// How far the candle reaches beyond the one before, up and down: only the larger counts.
    pub(super) fn movement(self, row: usize) -> Movement {
        let up = self.high[row] - self.high[row - 1];
        let down = self.low[row - 1] - self.low[row];
        Movement {
            plus: if up > 0.0 && up > down { up } else { 0.0 },
            minus: if down > 0.0 && up < down { down } else { 0.0 },
            range: self.true_range(row),
        }
    }
}

/// The movement of one candle, or a sum of movements.
#[derive(Clone, Copy, Default)]
pub(super) struct Movement {
    plus: f64,
    minus: f64,
    range: f64,
}

impl Movement {
    /// The part of the range that was movement up, 0 to 1; 0 without a range.
    pub(super) fn plus_share(self) -> f64 {
        if self.range > 0.0 { self.plus / self.range } else { 0.0 }
    }

    /// The part of the range that was movement down, 0 to 1; 0 without a range.
    pub(super) fn minus_share(self) -> f64 {
        if self.range > 0.0 { self.minus / self.range } else { 0.0 }
    }
}

/// Wilder's sums of the three parts of a movement, `period` times the averages: the plain sum of the
/// first `period − 1` movements, from which a `period`-th part goes away whenever one is added.
pub(super) struct Smoothed {
    sum: Movement,
    period: f64,
}

impl Smoothed {
    /// The sums before the `period`-th movement behind the row `begin`.
    pub(super) fn new(candles: Candles, begin: usize, period: usize) -> Self {
        let mut sum = Movement::default();
        for row in begin + 1..begin + period {
            let movement = candles.movement(row);
            sum.plus += movement.plus;
            sum.minus += movement.minus;
            sum.range += movement.range;
        }
        Self { sum, period: period as f64 }
    }

    /// The sums with one movement more.
    pub(super) fn next(&mut self, movement: Movement) -> Movement {
        let next = |sum: f64, value: f64| sum - sum / self.period + value;
        self.sum = Movement {
            plus: next(self.sum.plus, movement.plus),
            minus: next(self.sum.minus, movement.minus),
            range: next(self.sum.range, movement.range),
        };
        self.sum
    }
}

/// A directional indicator: `100 · share` of the averaged movement; for a period of 1 the bare
/// share of each candle, as in TA-Lib.
pub(super) fn indicator(
    inputs: &[&[f64]],
    period: usize,
    share: fn(Movement) -> f64,
    out: &mut [f64],
) {
    let (candles, begin) = (Candles::new(inputs), seed::first_row(inputs));
    let Some((first, known)) = seed::warm_up(out, begin, period) else { return };
    if period == 1 {
        for (out, row) in known.iter_mut().zip(first..) {
            *out = share(candles.movement(row));
        }
        return;
    }
    let mut smoothed = Smoothed::new(candles, begin, period);
    for (out, row) in known.iter_mut().zip(first..) {
        *out = 100.0 * share(smoothed.next(candles.movement(row)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Candles, Movement, indicator};

    #[test]
    fn the_true_range_spans_a_gap() {
        let candles = Candles { high: &[9.0, 5.0], low: &[8.0, 3.0], close: &[8.5, 4.0] };
        assert_eq!(candles.true_range(1), 5.5);
        let candles = Candles { close: &[f64::NAN, 4.0], ..candles };
        assert_eq!(candles.true_range(1), 2.0);
    }

    #[test]
    fn the_larger_movement_counts() {
        let (high, low, close) = ([4.0, 6.0, 7.0], [2.0, 1.0, 2.0], [3.0, 5.0, 6.0]);
        let mut out = [0.0; 3];
        indicator(&[&high, &low, &close], 1, Movement::plus_share, &mut out);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [0.4, 0.2]);
        indicator(&[&high, &low, &close], 1, Movement::minus_share, &mut out);
        assert_eq!(out[1..], [0.0, 0.0]);
    }
}
