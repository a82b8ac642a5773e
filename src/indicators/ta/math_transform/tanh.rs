//! TANH: the hyperbolic tangent of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The hyperbolic tangent of each value.
pub(crate) static TANH: Operation = Operation {
    name: "TANH",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.tanh()),
    summary: "The hyperbolic tangent of each value.",
    formula: "sinh(price) / cosh(price)",
    source: "common",
    example: "df.tanh = ta::TANH(df.close);",
};
