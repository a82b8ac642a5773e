//! TSF: the time series forecast.

use super::{GROUP, regression};
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The height of the line of least squares through the window, one row beyond it.
pub(crate) static TSF: Operation = Operation {
    name: "TSF",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, parameters, outputs| {
        regression::compute(
            inputs,
            parameters,
            outputs,
            #[inline(always)]
            |line, count| line.slope.mul_add(count, line.intercept),
        );
    },
    summary: "Time series forecast: where the straight line through the last candles leads next.",
    formula: "a + b · n, of the line a + b · t of least squares through the last n prices, t = 0 … n − 1",
    source: "common",
    example: "df.forecast = ta::TSF(df, 14);",
};
