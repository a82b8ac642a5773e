//! LINEARREG: the end of the line through the last values.

use super::{GROUP, regression};
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The height of the line of least squares through the window at its newest row.
pub(crate) static LINEARREG: Operation = Operation {
    name: "LINEARREG",
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
            |line, count| line.slope.mul_add(count - 1.0, line.intercept),
        );
    },
    summary: "Linear regression: where the straight line through the last candles ends.",
    formula: "a + b · (n − 1), of the line a + b · t of least squares through the last n prices, t = 0 … n − 1",
    source: "common",
    example: "df.fit = ta::LINEARREG(df, 14);",
};
