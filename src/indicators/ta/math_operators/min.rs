//! MIN: the smallest value of the last rows.

use super::GROUP;
use crate::indicators::ta::extremes::{self, Search};
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The smallest value of the window.
pub(crate) static MIN: Operation = Operation {
    name: "MIN",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, parameters, outputs| {
        let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
        let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
        extremes::lowest(&inputs[0][begin..], period, Search::Blocks, known);
    },
    summary: "The smallest value of the last candles.",
    formula: "min(price[0] … price[n − 1])",
    source: "common",
    example: "df.edge = ta::MIN(df, 30);",
};
