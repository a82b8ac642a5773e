//! EMA: the exponential moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The exponential moving average: `ema + 2 / (timeperiod + 1) · (value − ema)`, beginning with
/// the plain mean of the first window.
pub(crate) static EMA: Operation = Operation {
    name: "EMA",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Fading(|parameters| memory::exponential(parameters[0])),
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        seed::ema(inputs[0], warm_up::rows(parameters[0]), outputs[0]);
    },
    summary: "Exponential moving average: the newest candles weigh most.",
    formula: "ema = ema[1] + 2 / (n + 1) · (price − ema[1]), from the mean of the first n prices",
    source: "common",
    example: "df.ema = ta::EMA(df, 200);",
};
