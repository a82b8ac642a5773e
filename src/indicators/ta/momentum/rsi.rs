//! RSI: the relative strength index.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation, memory};

/// The relative strength index: `100 · gain / (gain + loss)` of Wilder's averages of the rises and
/// the falls from row to row.
///
/// 0 where nothing has moved yet, and from the first value on that is no number.
pub(crate) static RSI: Operation = Operation {
    name: "RSI",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 5.0,
    kernel,
    summary: "Relative strength index: how much of the recent movement went up, 0 to 100.",
    formula: "up and down are the rises and falls from candle to candle; rsi = 100 · wilder(up, n) / (wilder(up, n) + wilder(down, n))",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.rsi = ta::RSI(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period) else { return };

    let (mut gains, mut losses) = (0.0, 0.0);
    for pair in source[begin..=first].windows(2) {
        let (gain, loss) = parts(pair[1] - pair[0]);
        gains += gain;
        losses += loss;
    }
    let (mut gain, mut loss) = (gains / period as f64, losses / period as f64);
    known[0] = strength(gain, loss);
    // TA-Lib's arithmetic, to the bit.
    let (keep, share) = (period as f64 - 1.0, 1.0 / period as f64);
    for (out, pair) in known[1..].iter_mut().zip(source[first..].windows(2)) {
        let (rise, fall) = parts(pair[1] - pair[0]);
        gain = (gain * keep + rise) * share;
        loss = (loss * keep + fall) * share;
        *out = strength(gain, loss);
    }
}

/// How far it rose and how far it fell.
fn parts(change: f64) -> (f64, f64) {
    if change < 0.0 { (0.0, -change) } else { (change, 0.0) }
}

fn strength(gain: f64, loss: f64) -> f64 {
    let movement = gain + loss;
    if movement > 0.0 && movement.is_finite() { 100.0 * (gain / movement) } else { 0.0 }
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
