//! `PLUS_DI`: the directional indicator of movement up.

use super::directional::{Movement, indicator};
use super::{CANDLE, MOMENTUM, REAL, seed, timeperiod};
use crate::indicators::Operation;

/// The directional indicator of movement up: `100 · DM / TR` of Wilder's averages of the movement
/// beyond the candle before and of the true range.
///
/// 0 without a range. For a `timeperiod` of 1 it is the bare quotient of each candle, 0 to 1.
pub(crate) static PLUS_DI: Operation = Operation {
    name: "PLUS_DI",
    version: 2,
    group: MOMENTUM,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]),
    kernel: |inputs, parameters, outputs| {
        indicator(inputs, seed::rows(parameters[0]), Movement::plus_share, outputs[0]);
    },
    summary: "Directional indicator: how much of the range was movement up, 0 to 100.",
    example: "df.plus_di = ta::PLUS_DI(df, 14);",
};
