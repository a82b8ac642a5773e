//! MULT: the product of two columns.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{REAL, TWO_PRICES};
use crate::indicators::{Memory, Operation};

/// The product of two columns, row by row.
pub(crate) static MULT: Operation = Operation {
    name: "MULT",
    version: 1,
    group: GROUP,
    inputs: TWO_PRICES,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 0.6,
    kernel: |inputs, _, outputs| rowwise_vectorized(inputs, outputs[0], |[one, other]| one * other),
    summary: "The product of two columns, row by row.",
    formula: "first · second",
    source: "common",
    example: "df.turnover = ta::MULT(df.close, df.volume);",
};
