//! ADX: the average directional movement index.

use super::GROUP;
use crate::indicators::ta::directional::indexes;
use crate::indicators::ta::{CANDLE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The average directional movement index: Wilder's average of
/// `100 · |plus − minus| / (plus + minus)` of the directional indicators, beginning with the plain
/// mean of the first `timeperiod` of them.
///
/// A candle where both indicators are 0 counts 0 in the first mean and leaves the average alone
/// later on.
pub(crate) static ADX: Operation = Operation {
    name: "ADX",
    version: 4,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| 2 * warm_up::rows(parameters[0]) - 1,
    memory: Memory::Fading(|parameters| memory::cascade(2, memory::wilder(parameters[0]))),
    cost: |_| 9.0,
    kernel,
    summary: "Average directional movement index: how strong the trend is either way, 0 to 100.",
    formula: "dx = 100 · |plus_di − minus_di| / (plus_di + minus_di); adx = (adx · (n − 1) + dx) / n, from the mean of the first n dx",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.adx = ta::ADX(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    average(inputs, warm_up::rows(parameters[0]), outputs[0]);
}

/// Computes ADX.
pub(super) fn average(inputs: &[&[f64]], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(out, begin, 2 * period - 1) else { return };
    let mut indexes = indexes(inputs, begin, period);
    let sum = indexes.by_ref().take(period).flatten().fold(0.0, |sum, index| sum + index);
    let (count, keep) = (period as f64, period as f64 - 1.0);
    let mut last = sum / count;
    known[0] = last;
    for (out, index) in known[1..].iter_mut().zip(indexes) {
        if let Some(index) = index {
            // TA-Lib's arithmetic, to the bit.
            last = (last * keep + index) / count;
        }
        *out = last;
    }
}

#[cfg(test)]
mod tests {
    use super::ADX;

    #[test]
    fn a_steady_trend_is_100_and_flat_prices_are_0() {
        let adx = |close: &[f64]| {
            let mut out = vec![0.0; close.len()];
            (ADX.kernel)(&[close, close, close], &[2.0], &mut [&mut out]);
            out[3..].to_vec()
        };
        assert_eq!(adx(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), [100.0; 3]);
        assert_eq!(adx(&[1.0; 6]), [0.0; 3]);
    }

    #[test]
    fn candles_without_movement_leave_it_alone() {
        let close = [1.0, 2.0, 1.0, 3.0, f64::NAN, 4.0];
        let mut out = [0.0; 6];
        (ADX.kernel)(&[&close, &close, &close], &[2.0], &mut [&mut out]);
        assert_eq!(out[4..], [out[3]; 2]);
    }
}
