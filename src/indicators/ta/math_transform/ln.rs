//! LN: the natural logarithm of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The natural logarithm of each value; NaN below 0.
pub(crate) static LN: Operation = Operation {
    name: "LN",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.ln()),
    summary: "The natural logarithm of each value; NaN below 0.",
    formula: "log(price) to the base e",
    source: "common",
    example: "df.ln = ta::LN(df.close);",
};
