//! SUM: the sum of the last rows.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The sum of the window: a running sum, from which the oldest value is taken after each row.
pub(crate) static SUM: Operation = Operation {
    name: "SUM",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "The sum of the last candles.",
    formula: "price[0] + … + price[n − 1]",
    source: "common",
    example: "df.total = ta::SUM(df.volume, 30);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    let mut sum = source[begin..first].iter().fold(0.0, |sum, value| sum + value);
    let pairs = source[first..].iter().zip(&source[begin..]);
    for (out, (newest, oldest)) in known.iter_mut().zip(pairs) {
        sum += newest;
        *out = sum;
        sum -= oldest;
    }
}
