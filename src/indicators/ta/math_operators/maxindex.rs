//! MAXINDEX: where the largest of the last rows is.

use super::{GROUP, index};
use crate::indicators::ta::extremes::Highest;
use crate::indicators::ta::{INTEGER, PRICE, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The row of the largest value of the window, counted from the first of the column.
pub(crate) static MAXINDEX: Operation = Operation {
    name: "MAXINDEX",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: INTEGER,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    // The rows are counted from the first.
    memory: Memory::Endless,
    cost: |_| 6.0,
    kernel: |inputs, parameters, outputs| {
        index::rows::<Highest>(inputs[0], warm_up::rows(parameters[0]), outputs[0]);
    },
    summary: "The row of the largest value of the last candles.",
    formula: "the row, from 0 on, of max(price[0] … price[n − 1])",
    source: "common",
    example: "df.row = ta::MAXINDEX(df.close, 30);",
};
