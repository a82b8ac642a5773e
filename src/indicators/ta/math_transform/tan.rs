//! TAN: the tangent of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The tangent of each value, an angle in radians.
pub(crate) static TAN: Operation = Operation {
    name: "TAN",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 22.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.tan()),
    summary: "The tangent of each value, an angle in radians.",
    formula: "tan(price)",
    source: "common",
    example: "df.tan = ta::TAN(df.close);",
};
