//! SINH: the hyperbolic sine of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The hyperbolic sine of each value.
pub(crate) static SINH: Operation = Operation {
    name: "SINH",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.sinh()),
    summary: "The hyperbolic sine of each value.",
    formula: "(exp(price) − exp(−price)) / 2",
    source: "common",
    example: "df.sinh = ta::SINH(df.close);",
};
