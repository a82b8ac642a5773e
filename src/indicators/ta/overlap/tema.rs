//! TEMA: the triple exponential moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation, memory};

/// The triple exponential moving average: `3 · e1 − 3 · e2 + e3` of the average, of its average, and
/// of that one's.
pub(crate) static TEMA: Operation = Operation {
    name: "TEMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| 3 * (seed::rows(parameters[0]) - 1),
    memory: Memory::Fading(|parameters| memory::exponential(parameters[0])),
    cost: |_| 10.0,
    kernel,
    summary: "Triple exponential moving average: an average that lags less than its period.",
    formula: "3 · e1 − 3 · e2 + e3 with e1 = EMA(price, n), e2 = EMA(e1, n), e3 = EMA(e2, n)",
    source: "Patrick Mulloy, Stocks & Commodities, 1994",
    example: "df.tema = ta::TEMA(df, 9);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let mut first = vec![0.0; source.len()];
    let mut second = vec![0.0; source.len()];
    seed::ema(source, period, &mut first);
    seed::ema(&first, period, &mut second);
    seed::ema(&second, period, outputs[0]);
    for (out, (first, second)) in outputs[0].iter_mut().zip(first.iter().zip(&second)) {
        *out += 3.0 * first - 3.0 * second;
    }
}
