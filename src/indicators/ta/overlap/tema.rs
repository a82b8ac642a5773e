//! TEMA: the triple exponential moving average.

use super::GROUP;
use super::cascade::cascade;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The triple exponential moving average: `3 · e1 − 3 · e2 + e3` of the average, of its average, and
/// of that one's.
pub(crate) static TEMA: Operation = Operation {
    name: "TEMA",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| 3 * (warm_up::rows(parameters[0]) - 1),
    memory: Memory::Fading(|parameters| memory::cascade(3, memory::exponential(parameters[0]))),
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
            |[one, two, three]| three + (3.0 * one - 3.0 * two),
        );
    },
    summary: "Triple exponential moving average: an average that lags less than its period.",
    formula: "3 · e1 − 3 · e2 + e3 with e1 = EMA(price, n), e2 = EMA(e1, n), e3 = EMA(e2, n)",
    source: "Patrick Mulloy, Smoothing Data With Less Lag, Stocks & Commodities, 1994",
    example: "df.tema = ta::TEMA(df, 9);",
};
