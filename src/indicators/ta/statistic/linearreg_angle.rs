//! `LINEARREG_ANGLE`: the angle of the line through the last values.

use super::{GROUP, regression};
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The slope of the line of least squares through the window, as an angle in degrees.
pub(crate) static LINEARREG_ANGLE: Operation = Operation {
    name: "LINEARREG_ANGLE",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 20.0,
    kernel: |inputs, parameters, outputs| {
        regression::compute(
            inputs,
            parameters,
            outputs,
            #[inline(always)]
            |line, _| line.slope.atan().to_degrees(),
        );
    },
    summary: "Angle of the straight line through the last candles, in degrees.",
    formula: "atan(LINEARREG_SLOPE(price, n))",
    source: "common",
    example: "df.angle = ta::LINEARREG_ANGLE(df, 14);",
};
