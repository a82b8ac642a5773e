//! ADR: the average range.

use super::GROUP;
use crate::indicators::ta::{HIGH_LOW, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The average range: the plain mean of the distances from low to high. Gaps do not count.
pub(crate) static ADR: Operation = Operation {
    name: "ADR",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "Average range: the mean distance from low to high of the last candles.",
    formula: "mean(high − low, n)",
    source: "common",
    example: "df.adr = ta::ADR(df, 14);",
};

/// A running sum, from which the oldest range is taken after each row: TA-Lib's arithmetic, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    let rows = inputs[0][begin..].iter().zip(&inputs[1][begin..]);
    let leaving = rows.map(|(high, low)| high - low);
    let mut coming = leaving.clone();
    let mut sum = coming.by_ref().take(period - 1).fold(0.0, |sum, range| sum + range);
    let count = period as f64;
    for (out, (newest, oldest)) in known.iter_mut().zip(coming.zip(leaving)) {
        sum += newest;
        *out = sum / count;
        sum -= oldest;
    }
}

#[cfg(test)]
mod tests {
    use super::ADR;

    #[test]
    fn it_is_the_mean_of_ranges() {
        let mut out = [0.0; 3];
        (ADR.kernel)(&[&[3.0, 5.0, 9.0], &[1.0, 1.0, 1.0]], &[2.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [3.0, 6.0]);
    }
}
