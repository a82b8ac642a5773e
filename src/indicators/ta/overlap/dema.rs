//! DEMA: the double exponential moving average.

use super::GROUP;
use super::cascade::cascade;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The double exponential moving average: `2 · e1 − e2` of the average and of its average.
pub(crate) static DEMA: Operation = Operation {
    name: "DEMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| 2 * (warm_up::rows(parameters[0]) - 1),
    memory: Memory::Fading(|parameters| memory::cascade(2, memory::exponential(parameters[0]))),
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        let period = warm_up::rows(parameters[0]);
        let weight = seed::weight(period);
        cascade(
            inputs[0],
            period,
            outputs[0],
            #[inline(always)]
            |average, value| seed::approach(average, value, weight),
            #[inline(always)]
            |[one, two]| 2.0 * one - two,
        );
    },
    summary: "Double exponential moving average: an average that lags less than its period.",
    formula: "2 · e1 − e2 with e1 = EMA(price, n), e2 = EMA(e1, n)",
    source: "Patrick Mulloy, Smoothing Data With Faster Moving Averages, Stocks & Commodities, 1994",
    example: "df.dema = ta::DEMA(df, 30);",
};
