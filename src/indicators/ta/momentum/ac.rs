//! AC: the accelerator oscillator.

use super::GROUP;
use super::ao::oscillation;
use crate::indicators::ta::ring::Ring;
use crate::indicators::ta::{HIGH_LOW, REAL, period, warm_up};
use crate::indicators::{Memory, Operation};

/// The accelerator oscillator: the awesome oscillator less its simple moving average.
pub(crate) static AC: Operation = Operation {
    name: "AC",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[
        period("fastperiod", 2.0, 5.0),
        period("slowperiod", 2.0, 34.0),
        period("signalperiod", 2.0, 5.0),
    ],
    outputs: REAL,
    lookback: |parameters| {
        warm_up::rows(parameters[0].max(parameters[1])) + warm_up::rows(parameters[2]) - 2
    },
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel,
    summary: "Accelerator oscillator: whether the awesome oscillator speeds up or slows down.",
    formula: "ao = SMA((high + low) / 2, fast) − SMA((high + low) / 2, slow); ac = ao − SMA(ao, signal)",
    source: "Bill Williams, New Trading Dimensions, 1998",
    example: "df.ac = ta::AC(df, 5, 34, 5);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (fast, slow) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let signal = warm_up::rows(parameters[2]);
    let begin = warm_up::first_row(inputs);
    let lookback = fast.max(slow) + signal - 2;
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, lookback) else { return };
    let mut values = oscillation(&inputs[0][begin..], &inputs[1][begin..], fast, slow);
    let (mut ring, mut sum) = (Ring::new(signal - 1), 0.0);
    for value in values.by_ref().take(signal - 1) {
        ring.push(value);
        sum += value;
    }
    for (out, value) in known.iter_mut().zip(values) {
        sum += value;
        *out = value - sum / signal as f64;
        sum -= ring.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::AC;

    #[test]
    fn a_steady_rise_does_not_accelerate() {
        let high: Vec<f64> = (0..8).map(|row| f64::from(row * row)).collect();
        let mut out = [0.0; 8];
        (AC.kernel)(&[&high, &high], &[2.0, 4.0, 2.0], &mut [&mut out]);
        assert!(out[..4].iter().all(|value| value.is_nan()));
        // AO is 2 · row − 3 here: each value is 1 above the mean of the last two.
        assert_eq!(out[4..], [1.0; 4]);
    }
}
