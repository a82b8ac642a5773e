//! SQRT: the square root of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The square root of each value; NaN below 0.
pub(crate) static SQRT: Operation = Operation {
    name: "SQRT",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 0.6,
    kernel: |inputs, _, outputs| rowwise_vectorized(inputs, outputs[0], |[value]| value.sqrt()),
    summary: "The square root of each value; NaN below 0.",
    formula: "price to the power of 0.5",
    source: "common",
    example: "df.sqrt = ta::SQRT(df.close);",
};
