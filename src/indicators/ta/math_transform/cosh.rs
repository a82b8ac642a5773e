//! COSH: the hyperbolic cosine of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The hyperbolic cosine of each value.
pub(crate) static COSH: Operation = Operation {
    name: "COSH",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.cosh()),
    summary: "The hyperbolic cosine of each value.",
    formula: "(exp(price) + exp(−price)) / 2",
    source: "common",
    example: "df.cosh = ta::COSH(df.close);",
};
