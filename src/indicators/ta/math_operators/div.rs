//! DIV: the quotient of two columns.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{REAL, TWO_PRICES};
use crate::indicators::{Memory, Operation};

/// The quotient of two columns, row by row.
pub(crate) static DIV: Operation = Operation {
    name: "DIV",
    version: 1,
    group: GROUP,
    inputs: TWO_PRICES,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 0.6,
    kernel: |inputs, _, outputs| rowwise_vectorized(inputs, outputs[0], |[one, other]| one / other),
    summary: "The quotient of two columns, row by row.",
    formula: "first / second",
    source: "common",
    example: "df.ratio = ta::DIV(df.high, df.low);",
};
