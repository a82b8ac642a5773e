//! RSI: the relative strength index.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The relative strength index: `100 · gain / (gain + loss)` of Wilder's averages of the rises and
/// the falls from row to row.
///
/// 0 where nothing has moved yet, and from the first value on that is no number.
pub(crate) static RSI: Operation = Operation {
    name: "RSI",
    version: 3,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 3.0,
    kernel: |inputs, parameters, outputs| {
        index(inputs[0], warm_up::rows(parameters[0]), outputs[0]);
    },
    summary: "Relative strength index: how much of the recent movement went up, 0 to 100.",
    formula: "up and down are the rises and falls from candle to candle; rsi = 100 · wilder(up, n) / (wilder(up, n) + wilder(down, n)); 0 where nothing has moved yet",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.rsi = ta::RSI(df, 14);",
};

/// The index: TA-Lib's arithmetic, to the bit.
pub(super) fn index(source: &[f64], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(&[source]);
    let Some((first, known)) = warm_up::split_off(out, begin, period) else { return };
    let (keep, share) = (period as f64 - 1.0, 1.0 / period as f64);

    let (mut gain, mut loss) = (0.0, 0.0);
    for pair in source[begin..=first].windows(2) {
        let (rise, fall) = parts(pair[1] - pair[0]);
        gain += rise;
        loss += fall;
    }
    gain *= share;
    loss *= share;
    known[0] = strength(gain, loss);
    for (out, pair) in known[1..].iter_mut().zip(source[first..].windows(2)) {
        let (rise, fall) = parts(pair[1] - pair[0]);
        gain = (gain * keep + rise) * share;
        loss = (loss * keep + fall) * share;
        *out = strength(gain, loss);
    }
}

/// How far it rose and how far it fell. What is no number did not rise.
fn parts(change: f64) -> (f64, f64) {
    let rise = if change > 0.0 { change } else { 0.0 };
    (rise, rise - change)
}

/// The share of the gain in both, percent.
fn strength(gain: f64, loss: f64) -> f64 {
    let movement = gain + loss;
    if movement > 0.0 { 100.0 * (gain / movement) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::RSI;

    fn rsi(source: &[f64], period: f64) -> Vec<f64> {
        let mut out = vec![0.0; source.len()];
        (RSI.kernel)(&[source], &[period], &mut [&mut out]);
        out
    }

    #[test]
    fn rises_weigh_against_falls() {
        let out = rsi(&[1.0, 2.0, 4.0, 3.0], 2.0);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [100.0, 60.0]);
    }

    #[test]
    fn flat_prices_and_gaps_are_0() {
        assert_eq!(rsi(&[5.0; 5], 2.0)[2..], [0.0; 3]);
        assert_eq!(rsi(&[1.0, 2.0, 3.0, f64::NAN, 4.0, 5.0], 2.0)[2..], [100.0, 0.0, 0.0, 0.0]);
    }
}
