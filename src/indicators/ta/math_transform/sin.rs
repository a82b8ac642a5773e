//! SIN: the sine of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The sine of each value, an angle in radians.
pub(crate) static SIN: Operation = Operation {
    name: "SIN",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 20.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.sin()),
    summary: "The sine of each value, an angle in radians.",
    formula: "sin(price)",
    source: "common",
    example: "df.sin = ta::SIN(df.close);",
};
