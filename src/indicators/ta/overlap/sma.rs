//! SMA: the simple moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The simple moving average: the plain mean of the last `timeperiod` values.
pub(crate) static SMA: Operation = Operation {
    name: "SMA",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        seed::sma(inputs[0], warm_up::rows(parameters[0]), outputs[0]);
    },
    summary: "Simple moving average: the plain mean of the last candles.",
    formula: "sum(price, n) / n",
    source: "common",
    example: "df.sma = ta::SMA(df, 50);",
};
