//! EXP: the exponential of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// e to the power of each value.
pub(crate) static EXP: Operation = Operation {
    name: "EXP",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 7.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.exp()),
    summary: "e to the power of each value.",
    formula: "e to the power of price",
    source: "common",
    example: "df.exp = ta::EXP(df.close);",
};
