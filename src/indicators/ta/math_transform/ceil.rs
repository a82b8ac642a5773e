//! CEIL: each value rounded up.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// Each value rounded up to a whole number.
pub(crate) static CEIL: Operation = Operation {
    name: "CEIL",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 0.4,
    kernel: |inputs, _, outputs| rowwise_vectorized(inputs, outputs[0], |[value]| value.ceil()),
    summary: "Each value rounded up to a whole number.",
    formula: "the smallest whole number that is not below price",
    source: "common",
    example: "df.ceil = ta::CEIL(df.close);",
};
