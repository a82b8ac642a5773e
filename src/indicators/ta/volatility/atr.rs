//! ATR: the average true range.

use super::GROUP;
use crate::indicators::ta::directional::Candles;
use crate::indicators::ta::{CANDLE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation, memory};
use yata::core::Method;

/// The average true range: Wilder's average of the true ranges, beginning with the plain mean of
/// the first `timeperiod` of them.
pub(crate) static ATR: Operation = Operation {
    name: "ATR",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 5.0,
    kernel,
    summary: "Average true range: how far prices move in a candle, gaps included.",
    formula: "tr = max(high − low, |high − close[1]|, |low − close[1]|); atr = (atr[1] · (n − 1) + tr) / n, from the mean of the first n tr",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.atr = ta::ATR(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (candles, period) = (Candles::new(inputs), seed::rows(parameters[0]));
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period) else { return };
    let sum: f64 = (begin + 1..=first).map(|row| candles.true_range(row)).sum();
    let seed = sum / period as f64;
    let mut average = seed::wilder(period, seed);
    known[0] = seed;
    for (out, row) in known.iter_mut().zip(first..).skip(1) {
        *out = average.next(&candles.true_range(row));
    }
}

#[cfg(test)]
mod tests {
    use super::ATR;

    #[test]
    fn ranges_are_averaged_by_wilders_rule() {
        let (high, low) = ([2.0, 3.0, 6.0, 4.0], [1.0, 1.0, 2.0, 3.0]);
        let mut out = [0.0; 4];
        (ATR.kernel)(&[&high, &low, &[1.0, 2.0, 3.0, 4.0]], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [3.0, 2.0]);
    }
}
