//! STOCH: the stochastic oscillator.

use super::{GROUP, place_in_range};
use crate::indicators::ta::{CANDLE, average, period, warm_up};
use crate::indicators::{Memory, Operation, Output};

/// The stochastic oscillator: the close between the lowest low (0) and the highest high (100) of
/// `fastk_period` rows, averaged once (`slowk`) and once more (`slowd`).
///
/// 0 where the window is flat.
pub(crate) static STOCH: Operation = Operation {
    name: "STOCH",
    version: 3,
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
    lookback,
    memory: Memory::Fading(memory),
    cost,
    kernel: |inputs, parameters, outputs| {
        let [slow_k, slow_d] = outputs else { return };
        slow_lines(inputs, parameters, slow_k, slow_d);
    },
    summary: "Stochastic oscillator: where the close stands in the range of the last candles, 0 to 100.",
    formula: "fastk = 100 · (close − lowest(low, fastk_period)) / (highest(high, fastk_period) − lowest(low, fastk_period)); slowk = MA(fastk, slowk_period); slowd = MA(slowk, slowd_period); fastk is 0 where the window is flat",
    source: "George Lane, 1950s",
    example: "let stoch = ta::STOCH(df, 14, 3, 0, 3, 0); df.k = stoch.slowk;",
};

/// How many rows the slow lines need before their own.
pub(super) fn lookback(parameters: &[f64]) -> usize {
    let reach = |at: usize| average::lookback(parameters[at + 1], warm_up::rows(parameters[at]));
    warm_up::rows(parameters[0]) - 1 + reach(1) + reach(3)
}

/// About how many nanoseconds a row of the slow lines takes.
pub(super) fn cost(parameters: &[f64]) -> f64 {
    let average = |at: usize| average::cost(parameters[at + 1], warm_up::rows(parameters[at]));
    2.0 + average(1) + average(3)
}

/// How many rows the slow lines remember.
pub(super) fn memory(parameters: &[f64]) -> f64 {
    let rows = |at: usize| average::memory(parameters[at + 1], parameters[at]);
    parameters[0] - 1.0 + rows(1) + rows(3)
}

/// The two slow lines of candles.
pub(super) fn slow_lines(
    inputs: &[&[f64]],
    parameters: &[f64],
    slow_k: &mut [f64],
    slow_d: &mut [f64],
) {
    let candles @ [high, ..] = [inputs[0], inputs[1], inputs[2]];
    let [fast_period, k_period, d_period] = [0, 1, 3].map(|at| warm_up::rows(parameters[at]));
    let (k_type, d_type) = (parameters[2], parameters[4]);
    // The unsmoothed line stands where the last one will.
    place_in_range::fast_k(candles, fast_period, slow_d);
    let begin = warm_up::first_row(&candles);
    let first = begin.saturating_add(fast_period - 1);
    average::smooth(k_type, slow_d, first, k_period, slow_k);
    let first = first.saturating_add(average::lookback(k_type, k_period));
    average::smooth(d_type, slow_k, first, d_period, slow_d);
    let first = first.saturating_add(average::lookback(d_type, d_period));
    slow_k[..first.min(high.len())].fill(f64::NAN);
}
