//! COS: the cosine of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The cosine of each value, an angle in radians.
pub(crate) static COS: Operation = Operation {
    name: "COS",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 20.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.cos()),
    summary: "The cosine of each value, an angle in radians.",
    formula: "cos(price)",
    source: "common",
    example: "df.cos = ta::COS(df.close);",
};
