//! MINMAX: the smallest and the largest value of the last rows.

use super::GROUP;
use crate::indicators::ta::extremes::{self, Search};
use crate::indicators::ta::{PRICE, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, Output};

/// The smallest and the largest value of the window.
pub(crate) static MINMAX: Operation = Operation {
    name: "MINMAX",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: &[Output::real("min"), Output::real("max")],
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "The smallest and the largest value of the last candles.",
    formula: "min(price[0] … price[n − 1]); max(price[0] … price[n − 1])",
    source: "common",
    example: "let edges = ta::MINMAX(df.close, 30); df.width = edges.max - edges.min;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [min, max] = outputs else { return };
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    let Some((_, min)) = warm_up::split_off(min, begin, period - 1) else {
        return max.fill(f64::NAN);
    };
    extremes::lowest(&inputs[0][begin..], period, Search::Blocks, min);
    let Some((_, max)) = warm_up::split_off(max, begin, period - 1) else { return };
    extremes::highest(&inputs[0][begin..], period, Search::Blocks, max);
}
