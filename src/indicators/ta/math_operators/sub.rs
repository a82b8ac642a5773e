//! SUB: the difference of two columns.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{REAL, TWO_PRICES};
use crate::indicators::{Memory, Operation};

/// The difference of two columns, row by row.
pub(crate) static SUB: Operation = Operation {
    name: "SUB",
    version: 1,
    group: GROUP,
    inputs: TWO_PRICES,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 0.6,
    kernel: |inputs, _, outputs| rowwise_vectorized(inputs, outputs[0], |[one, other]| one - other),
    summary: "The difference of two columns, row by row.",
    formula: "first − second",
    source: "common",
    example: "df.range = ta::SUB(df.high, df.low);",
};
