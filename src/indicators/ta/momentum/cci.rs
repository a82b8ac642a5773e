//! CCI: the commodity channel index.

use super::GROUP;
use crate::indicators::ta::{CANDLE, REAL, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The commodity channel index: how far the typical price is from its mean, in units of 0.015 mean
/// absolute deviations; 0 where nothing deviates.
pub(crate) static CCI: Operation = Operation {
    name: "CCI",
    version: 3,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |parameters| 3.0 + 0.3 * parameters[0],
    kernel: |inputs, parameters, outputs| {
        vectorized(
            #[inline(always)]
            || kernel(inputs, warm_up::rows(parameters[0]), outputs[0]),
        );
    },
    summary: "Commodity channel index: how unusual the typical price is among the last candles.",
    formula: "tp = (high + low + close) / 3; cci = (tp − mean(tp, n)) / (0.015 · mean(|tp − mean(tp, n)|, n)); 0 where nothing deviates",
    source: "Donald Lambert, Commodities magazine, 1980",
    example: "df.cci = ta::CCI(df, 20);",
};

/// What rounding may leave of the distance of equal prices from their mean, against its size.
const NOISE: f64 = 1e-14;

/// How many rows are computed beside each other.
const LANES: usize = 8;

/// The window's values are added in the order of the places of a ring, as TA-Lib adds them: first
/// those of the block of `period` rows that the row is in, then what the window has of the block
/// before.
#[inline(always)]
fn kernel(inputs: &[&[f64]], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(out, begin, period - 1) else { return };
    let candles = inputs[0][begin..].iter().zip(&inputs[1][begin..]).zip(&inputs[2][begin..]);
    let typical = candles.map(|((high, low), close)| (high + low + close) / 3.0);
    let prices: Vec<f64> = typical.collect();
    let (first, known) = known.split_at_mut(1);
    let block = &prices[..period];
    let head = block[..period - 1].iter().fold(0.0, |sum, price| sum + price);
    Windows { before: block, block, place: period - 1, head }.indexes(first);
    let blocks = prices.chunks(period).zip(prices[period..].chunks(period));
    for ((before, block), out) in blocks.zip(known.chunks_mut(period)) {
        let mut windows = Windows { before, block, place: 0, head: 0.0 };
        for out in out.chunks_mut(LANES) {
            windows.indexes(out);
        }
    }
}

/// Windows that end with the rows from a place in a block on.
struct Windows<'a> {
    before: &'a [f64],
    block: &'a [f64],
    place: usize,
    /// The sum of the block before the place.
    head: f64,
}

impl Windows<'_> {
    /// Writes the indexes of the next windows, [`LANES`] at most.
    #[inline(always)]
    fn indexes(&mut self, out: &mut [f64]) {
        let count = self.before.len() as f64;
        let newest = &self.block[self.place..self.place + out.len()];
        let mut means = [self.head; LANES];
        self.visit(newest, |lane, price| means[lane] += price);
        means = means.map(|sum| sum / count);
        let mut deviations = [0.0; LANES];
        for price in &self.block[..self.place] {
            for lane in 0..LANES {
                deviations[lane] += (price - means[lane]).abs();
            }
        }
        self.visit(newest, |lane, price| deviations[lane] += (price - means[lane]).abs());
        let windows = newest.iter().zip(means.iter().zip(&deviations));
        for (out, (newest, (mean, deviations))) in out.iter_mut().zip(windows) {
            let distance = newest - mean;
            let (deviation, noise) = (deviations / count, NOISE * mean.abs());
            let flat = distance.abs() <= noise || deviation <= noise;
            *out = if flat { 0.0 } else { distance / (0.015 * deviation) };
        }
        self.head = newest.iter().fold(self.head, |sum, price| sum + price);
        self.place += newest.len();
    }

    /// Visits the prices of all windows, by the places from the first one's newest on. (There are
    /// [`LANES`] windows, of which those count that end with one of the newest prices.)
    #[inline(always)]
    fn visit(&self, newest: &[f64], mut each: impl FnMut(usize, f64)) {
        let before = &self.before[self.place..];
        for (at, (newer, older)) in newest.iter().zip(before).enumerate() {
            for lane in 0..LANES {
                each(lane, if lane < at { *older } else { *newer });
            }
        }
        for older in &before[newest.len()..] {
            for lane in 0..LANES {
                each(lane, *older);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CCI;

    #[test]
    fn what_rounding_leaves_is_no_deviation() {
        let index = |steps: f64| {
            let close = [1.0, 1.0, 1.0 + steps * f64::EPSILON];
            let mut out = [f64::MAX; 3];
            (CCI.kernel)(&[&close; 3].map(|column| &column[..]), &[3.0], &mut [&mut out]);
            out[2]
        };
        // The mean deviation is 4/9 of the difference: 1e-14 where that is 101 steps.
        assert_eq!(index(98.0), 0.0);
        assert!((index(104.0) - 100.0).abs() < 5.0);
    }

    #[test]
    fn it_counts_mean_deviations_from_the_mean() {
        let close = [1.0, 2.0, 6.0, 1.0, 2.0, 3.0, 3.0, 3.0];
        let mut out = [0.0; 8];
        (CCI.kernel)(&[&close; 3].map(|column| &column[..]), &[3.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        let expected = [100.0, -200.0 / 3.0, -100.0 / 3.0, 100.0, 50.0, 0.0];
        for (value, expected) in out[2..].iter().zip(expected) {
            assert!((value - expected).abs() < 1e-9, "{value} {expected}");
        }
    }
}
