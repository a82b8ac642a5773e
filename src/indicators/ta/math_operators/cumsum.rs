//! CUMSUM: the sum of all rows so far.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, warm_up};
use crate::indicators::{Memory, Operation};

/// The sum of all values from the first on that is not NaN.
pub(crate) static CUMSUM: Operation = Operation {
    name: "CUMSUM",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        let begin = warm_up::first_row(inputs);
        let Some((first, known)) = warm_up::split_off(outputs[0], begin, 0) else { return };
        let mut sum = 0.0;
        for (out, value) in known.iter_mut().zip(&inputs[0][first..]) {
            sum += value;
            *out = sum;
        }
    },
    summary: "The sum of all candles so far.",
    formula: "sum = sum[1] + price",
    source: "common",
    example: "df.traded = ta::CUMSUM(df.volume);",
};
