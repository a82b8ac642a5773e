//! LOG10: the decimal logarithm of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The decimal logarithm of each value; NaN below 0.
pub(crate) static LOG10: Operation = Operation {
    name: "LOG10",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 9.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.log10()),
    summary: "The decimal logarithm of each value; NaN below 0.",
    formula: "log(price) to the base 10",
    source: "common",
    example: "df.log10 = ta::LOG10(df.close);",
};
