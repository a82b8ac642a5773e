//! Looks for a pattern, candle by candle.

use super::block::{Block, Columns, ROWS, SPAN};
use super::candle::Candle;
use super::measure::{Measure, Measures};
use crate::indicators::ta::warm_up;
use crate::indicators::vectorized::vectorized;

/// How many candles before its own a pattern of `candles` candles needs: the longest average, before
/// the first of them.
pub(super) fn lookback(candles: usize, measures: &[Measure]) -> usize {
    let longest = measures.iter().map(|measure| measure.period).max();
    longest.unwrap_or(0) + candles - 1
}

/// Writes what a rule says of each row; 0 as long as it cannot.
///
/// The rule gets the candles, the newest last, and the measures in their order. It must be
/// `#[inline(always)]`.
#[inline(always)]
pub(super) fn scan<const CANDLES: usize, const MEASURES: usize>(
    inputs: &[&[f64]],
    measures: [Measure; MEASURES],
    rule: impl Fn([Candle; CANDLES], [f64; MEASURES]) -> f64,
    out: &mut [f64],
) {
    let first = warm_up::first_row(inputs) + lookback(CANDLES, &measures);
    scan_from(first, inputs, measures, rule, out);
}

/// As [`scan`], but says from which row on it can.
#[inline(always)]
pub(super) fn scan_from<const CANDLES: usize, const MEASURES: usize>(
    first: usize,
    inputs: &[&[f64]],
    measures: [Measure; MEASURES],
    rule: impl Fn([Candle; CANDLES], [f64; MEASURES]) -> f64,
    out: &mut [f64],
) {
    let (unknown, known) = out.split_at_mut(first.min(out.len()));
    unknown.fill(0.0);
    if known.is_empty() {
        return;
    }
    let columns = Columns::new(inputs);
    let mut measures = Measures::new(measures, columns, first);
    let mut spare = [[0.0; SPAN]; 4];
    // The rows that fill no block are looked at in one of their own.
    let (blocks, rest) = known.as_chunks_mut();
    let mut last = [0.0; ROWS];
    vectorized(
        #[inline(always)]
        || {
            let outs = blocks.iter_mut().chain([&mut last]);
            for (row, out) in (first..).step_by(ROWS).zip(outs) {
                let block = Block::new(columns, row, &mut spare);
                measures.advance(&block);
                for (row, out) in out.iter_mut().enumerate() {
                    let candles = std::array::from_fn(
                        #[inline(always)]
                        |at| block.candle(row, CANDLES - 1 - at),
                    );
                    *out = rule(candles, measures.at(row));
                }
            }
        },
    );
    rest.copy_from_slice(&last[..rest.len()]);
}

#[cfg(test)]
mod tests {
    use super::super::{Candle, EQUAL, NEAR};
    use super::{lookback, scan};

    #[test]
    fn measures_are_taken_from_the_candles_before() {
        let high: Vec<f64> = (0..100).map(|row| 100.0 * f64::from(row)).collect();
        let low = [0.0; 100];
        let mut out = [7.0; 100];
        let rule = |_: [Candle; 2], [near, equal]: [f64; 2]| near + equal;
        scan(&[&low, &high, &low, &low], [NEAR.at(1), EQUAL.at(0)], rule, &mut out);
        assert_eq!(lookback(2, &[NEAR.at(1), EQUAL.at(0)]), 6);
        assert_eq!(out[..6], [0.0; 6]);
        // The mean range is 100 · (row − 4) before the first of two candles, and 100 more after it.
        for (row, value) in (0..).zip(&out).skip(6) {
            assert_eq!(*value, f64::from(20 * (row - 4) + 5 * (row - 3)), "{row}");
        }
    }

    #[test]
    fn candles_follow_one_another_across_blocks() {
        let squares: Vec<f64> = (0..300).map(|row| f64::from(row * row)).collect();
        let mut out = [7.0; 300];
        let rule = |[first, _, third]: [Candle; 3], []: [f64; 0]| third.close - first.open;
        scan(&[squares.as_slice(); 4], [], rule, &mut out);
        assert_eq!(out[..2], [0.0; 2]);
        for (row, value) in (0..).zip(&out).skip(2) {
            assert_eq!(*value, f64::from(4 * row - 4), "{row}");
        }
    }
}
