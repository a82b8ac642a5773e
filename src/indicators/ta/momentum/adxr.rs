//! ADXR: the average directional movement index rating.

use super::GROUP;
use super::adx::average;
use crate::indicators::ta::{CANDLE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The rating of the average directional movement index: the mean of ADX now and
/// `timeperiod − 1` candles ago.
pub(crate) static ADXR: Operation = Operation {
    name: "ADXR",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| 3 * warm_up::rows(parameters[0]) - 2,
    memory: Memory::Fading(|parameters| {
        memory::cascade(2, memory::wilder(parameters[0])) + parameters[0]
    }),
    cost: |_| 10.0,
    kernel,
    summary: "Average directional movement rating: ADX evened out by what it was a period ago, 0 to 100.",
    formula: "(adx + adx[n − 1]) / 2",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.adxr = ta::ADXR(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let (out, begin) = (&mut *outputs[0], warm_up::first_row(inputs));
    average(inputs, period, out);
    let first = begin.saturating_add(3 * period - 2).min(out.len());
    // From the end, so that the older value is still ADX.
    for row in (first..out.len()).rev() {
        out[row] = 0.5 * (out[row] + out[row - (period - 1)]);
    }
    warm_up::split_off(out, begin, 3 * period - 2);
}

#[cfg(test)]
mod tests {
    use super::{ADXR, average};

    #[test]
    fn it_is_the_mean_of_two_adx() {
        let close = [1.0, 3.0, 2.0, 5.0, 4.0, 4.5, 7.0, 3.0];
        let inputs = [&close[..]; 3];
        let (mut adx, mut out) = ([0.0; 8], [0.0; 8]);
        average(&inputs, 2, &mut adx);
        (ADXR.kernel)(&inputs, &[2.0], &mut [&mut out]);
        assert!(out[..4].iter().all(|value| value.is_nan()));
        for row in 4..8 {
            assert_eq!(out[row], f64::midpoint(adx[row - 1], adx[row]));
        }
    }
}
