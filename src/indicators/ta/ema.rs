//! EMA: the exponential moving average.

use super::{OVERLAP, PRICE, REAL, seed, timeperiod};
use crate::indicators::Operation;

/// The exponential moving average: `ema + 2 / (timeperiod + 1) · (value − ema)`, beginning with
/// the plain mean of the first window.
pub(crate) static EMA: Operation = Operation {
    name: "EMA",
    version: 1,
    group: OVERLAP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    kernel: |inputs, parameters, outputs| {
        seed::ema(inputs[0], seed::rows(parameters[0]), outputs[0]);
    },
    summary: "Exponential moving average: the newest candles weigh most.",
    example: "df.ema = ta::EMA(df, 200);",
};
