//! SMA: the simple moving average.

use super::{OVERLAP, PRICE, REAL, seed, timeperiod};
use crate::indicators::Operation;

/// The simple moving average: the plain mean of the last `timeperiod` values.
pub(crate) static SMA: Operation = Operation {
    name: "SMA",
    version: 2,
    group: OVERLAP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    kernel: |inputs, parameters, outputs| {
        seed::sma(inputs[0], seed::rows(parameters[0]), outputs[0]);
    },
    summary: "Simple moving average: the plain mean of the last candles.",
    example: "df.sma = ta::SMA(df, 50);",
};
