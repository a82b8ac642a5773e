//! MIN: the smallest value of the last rows.

use super::GROUP;
use crate::indicators::pandas::lowest;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation};

/// The smallest value of the window.
pub(crate) static MIN: Operation = Operation {
    name: "MIN",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 20.0,
    kernel: |inputs, parameters, outputs| {
        let (begin, period) = (seed::first_row(inputs), seed::rows(parameters[0]));
        outputs[0][..begin].fill(f64::NAN);
        lowest(&inputs[0][begin..], period, &mut outputs[0][begin..]);
    },
    summary: "The smallest value of the last candles.",
    formula: "min(price[0] … price[n − 1])",
    source: "common",
    example: "df.edge = ta::MIN(df, 30);",
};
