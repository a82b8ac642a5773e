//! ATAN: the arc tangent of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The arc tangent of each value, in radians.
pub(crate) static ATAN: Operation = Operation {
    name: "ATAN",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 11.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.atan()),
    summary: "The arc tangent of each value, in radians.",
    formula: "atan(price)",
    source: "common",
    example: "df.atan = ta::ATAN(df.close);",
};
