//! `LINEARREG_SLOPE`: the slope of the line through the last values.

use super::{GROUP, regression};
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The slope of the line of least squares through the window, per row.
pub(crate) static LINEARREG_SLOPE: Operation = Operation {
    name: "LINEARREG_SLOPE",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, parameters, outputs| {
        regression::compute(
            inputs,
            parameters,
            outputs,
            #[inline(always)]
            |line, _| line.slope,
        );
    },
    summary: "Slope of the straight line through the last candles, per candle.",
    formula: "the b of the line a + b · t of least squares through the last n prices",
    source: "common",
    example: "df.slope = ta::LINEARREG_SLOPE(df, 14);",
};
