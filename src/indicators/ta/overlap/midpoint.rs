//! MIDPOINT: the middle of the highest and the lowest value.

use super::GROUP;
use super::midprice::middle;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The mean of the highest and the lowest value of the window.
pub(crate) static MIDPOINT: Operation = Operation {
    name: "MIDPOINT",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 1.5,
    kernel: |inputs, parameters, outputs| {
        middle(&[inputs[0], inputs[0]], warm_up::rows(parameters[0]), outputs[0]);
    },
    summary: "The middle between the highest and the lowest price of the last candles.",
    formula: "(max(price, n) + min(price, n)) / 2",
    source: "TA-Lib",
    example: "df.middle = ta::MIDPOINT(df, 14);",
};
