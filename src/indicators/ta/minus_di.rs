//! `MINUS_DI`: the directional indicator of movement down.

use super::directional::{Movement, indicator};
use super::{CANDLE, MOMENTUM, REAL, seed, timeperiod};
use crate::indicators::Operation;

/// The directional indicator of movement down: `100 · DM / TR` of Wilder's averages of the movement
/// beyond the candle before and of the true range.
///
/// 0 without a range. For a `timeperiod` of 1 it is the bare quotient of each candle, 0 to 1.
pub(crate) static MINUS_DI: Operation = Operation {
    name: "MINUS_DI",
    version: 2,
    group: MOMENTUM,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]),
    kernel: |inputs, parameters, outputs| {
        indicator(inputs, seed::rows(parameters[0]), Movement::minus_share, outputs[0]);
    },
    summary: "Directional indicator: how much of the range was movement down, 0 to 100.",
    example: "df.minus_di = ta::MINUS_DI(df, 14);",
};
