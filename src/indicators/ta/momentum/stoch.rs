//! STOCH: the stochastic oscillator.

use super::GROUP;
use crate::indicators::ta::range::Range;
use crate::indicators::ta::{CANDLE, average, period, seed};
use crate::indicators::{Memory, Operation, Output};

/// The stochastic oscillator: the close between the lowest low (0) and the highest high (100) of
/// `fastk_period` rows, averaged once (`slowk`) and once more (`slowd`); `matype` 0 is SMA, 1 is EMA.
///
/// 0 where the window is flat.
pub(crate) static STOCH: Operation = Operation {
    name: "STOCH",
    version: 2,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[
        period("fastk_period", 1.0, 5.0),
        period("slowk_period", 1.0, 3.0),
        average::matype("slowk_matype", 0.0),
        period("slowd_period", 1.0, 3.0),
        average::matype("slowd_matype", 0.0),
    ],
    outputs: &[Output::real("slowk"), Output::real("slowd")],
    lookback: |parameters| {
        let reach = |at: usize| seed::rows(parameters[at]) - 1;
        reach(0) + reach(1) + reach(3)
    },
    memory: Memory::Window,
    cost: |_| 40.0,
    kernel,
    summary: "Stochastic oscillator: where the close stands in the range of the last candles, 0 to 100.",
    formula: "fastk = 100 · (close − lowest(low, fastk_period)) / (highest(high, fastk_period) − lowest(low, fastk_period)); slowk = MA(fastk, slowk_period); slowd = MA(slowk, slowd_period)",
    source: "George Lane, 1950s",
    example: "let stoch = ta::STOCH(df, 14, 3, 0, 3, 0); df.k = stoch.slowk;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [slow_k, slow_d] = outputs else { return };
    let close = inputs[2];
    let range = Range::new(inputs, seed::rows(parameters[0]));
    let mut fast_k = vec![f64::NAN; close.len()];
    for row in range.first..close.len() {
        let (high, low) = range.at(row);
        let whole = high - low;
        // What is left of a difference of equal prices is no range.
        let flat = whole.abs() <= 1e-14 * high.abs().max(low.abs());
        fast_k[row] = if flat { 0.0 } else { 100.0 * ((close[row] - low) / whole) };
    }
    average::compute(parameters[2], &fast_k, seed::rows(parameters[1]), slow_k);
    average::compute(parameters[4], slow_k, seed::rows(parameters[3]), slow_d);
    let begin = seed::first_row(inputs);
    let first = begin.saturating_add((STOCH.lookback)(parameters)).min(close.len());
    slow_k[..first].fill(f64::NAN);
}
