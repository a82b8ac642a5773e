//! ATR: the average true range.

use super::GROUP;
use crate::indicators::ta::directional::Candles;
use crate::indicators::ta::{CANDLE, REAL, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// The average true range: Wilder's average of the true ranges, beginning with the plain mean of
/// the first `timeperiod` of them.
pub(crate) static ATR: Operation = Operation {
    name: "ATR",
    version: 2,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 1.2,
    kernel: |inputs, parameters, outputs| {
        average_true_range(inputs, warm_up::rows(parameters[0]), outputs[0], |average, _| average);
    },
    summary: "Average true range: how far prices move in a candle, gaps included.",
    formula: "tr = max(high − low, |high − close[1]|, |low − close[1]|); atr = (atr[1] · (n − 1) + tr) / n, from the mean of the first n tr",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.atr = ta::ATR(df, 14);",
};

/// Writes what `show` makes of each average and its candle's close.
pub(super) fn average_true_range(
    inputs: &[&[f64]],
    period: usize,
    out: &mut [f64],
    show: impl Fn(f64, f64) -> f64,
) {
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(out, begin, period) else { return };
    vectorized(
        #[inline(always)]
        || {
            let mut ranges = Candles::new(inputs).true_ranges(begin + 1);
            let sum = ranges.by_ref().take(period).fold(0.0, |sum, range| sum + range);
            let mut average = sum / period as f64;
            let keep = (period - 1) as f64 / period as f64;
            known[0] = show(average, inputs[2][first]);
            let rest = ranges.zip(&inputs[2][first + 1..]);
            for (out, (range, close)) in known[1..].iter_mut().zip(rest) {
                average = seed::settle(average, range, keep);
                *out = show(average, *close);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::ATR;

    #[test]
    fn the_first_is_a_mean_and_the_next_is_smoothed() {
        let (high, low) = ([2.0, 3.0, 5.0, 9.0], [1.0, 1.0, 1.0, 1.0]);
        let close = [1.5; 4];
        let mut out = [0.0; 4];
        (ATR.kernel)(&[&high, &low, &close], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [3.0, 5.5]);
    }
}
