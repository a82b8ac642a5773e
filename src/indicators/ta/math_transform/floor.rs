//! FLOOR: each value rounded down.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// Each value rounded down to a whole number.
pub(crate) static FLOOR: Operation = Operation {
    name: "FLOOR",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 0.4,
    kernel: |inputs, _, outputs| rowwise_vectorized(inputs, outputs[0], |[value]| value.floor()),
    summary: "Each value rounded down to a whole number.",
    formula: "the largest whole number that is not above price",
    source: "common",
    example: "df.floor = ta::FLOOR(df.close);",
};
