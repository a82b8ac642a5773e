//! AROONOSC: the Aroon oscillator.

use super::GROUP;
use super::recency::recency;
use crate::indicators::ta::extremes::{Highest, Lowest};
use crate::indicators::ta::{HIGH_LOW, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The Aroon oscillator: how much later the highest high of the last `timeperiod + 1` candles was
/// than the lowest low, −100 to 100.
pub(crate) static AROONOSC: Operation = Operation {
    name: "AROONOSC",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel,
    summary: "Aroon oscillator: whether the highest high or the lowest low is more recent, −100 to 100.",
    formula: "aroonup − aroondown",
    source: "Tushar Chande, Technical Analysis of Stocks & Commodities, 1995",
    example: "df.trend = ta::AROONOSC(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let mut lows = vec![0.0; known.len()];
    recency::<Highest>(&inputs[0][begin..], period + 1, known);
    recency::<Lowest>(&inputs[1][begin..], period + 1, &mut lows);
    let factor = 100.0 / period as f64;
    known.iter_mut().zip(lows).for_each(|(out, low)| *out = factor * (*out - low));
}
