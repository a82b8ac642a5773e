//! `LinearVolatility`: how far values travelled.

use yata::core::Method;
use yata::methods::LinearVolatility;

use super::{COLUMN, GROUP, LENGTH, column};
use crate::indicators::yata::{REAL, rows};
use crate::indicators::{Memory, Operation};

/// The way that values went with the last `length` moves, up and down.
pub(super) static LINEAR_VOLATILITY: Operation = Operation {
    name: "LinearVolatility",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| rows(parameters[0]) as usize,
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, parameters, outputs| {
        let length = rows(parameters[0]);
        let begin = |first: &f64| LinearVolatility::new(length, first);
        column(inputs, length as usize, outputs, begin, f64::from);
    },
    summary: "How far the price travelled, up and down together.",
    formula: "volatility = sum(|price − price[1]|, n)",
    source: "common",
    example: "df.way = yata::LinearVolatility(df, 20);",
};
