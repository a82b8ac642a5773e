//! `LowestIndex`: how long ago the smallest value was.

use yata::core::Method;
use yata::methods::LowestIndex;

use super::{COLUMN, GROUP, SLOW_LENGTH, column, window};
use crate::indicators::yata::{REAL, rows, search};
use crate::indicators::{Memory, Operation};

/// How many rows ago the smallest of the last `length` values was, the newest one of some that are equal.
pub(super) static LOWEST_INDEX: Operation = Operation {
    name: "LowestIndex",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: SLOW_LENGTH,
    outputs: REAL,
    lookback: window,
    memory: Memory::Window,
    cost: |parameters| 8.0 + search(rows(parameters[0])),
    kernel: |inputs, parameters, outputs| {
        let begin = |first: &f64| LowestIndex::new(rows(parameters[0]), first);
        column(inputs, window(parameters), outputs, begin, f64::from);
    },
    summary: "How many candles ago the smallest of the last values was.",
    formula: "index = candles since lowest(price, n)",
    source: "common",
    example: "df.since = yata::LowestIndex(df.close, 50);",
};
