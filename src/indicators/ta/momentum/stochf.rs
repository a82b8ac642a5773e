//! STOCHF: the fast stochastic oscillator.

use super::{GROUP, place_in_range};
use crate::indicators::ta::{CANDLE, average, period, warm_up};
use crate::indicators::{Memory, Operation, Output};

/// The fast stochastic oscillator: the close between the lowest low (0) and the highest high (100) of
/// `fastk_period` rows, as it is (`fastk`) and averaged (`fastd`).
///
/// 0 where the window is flat.
pub(crate) static STOCHF: Operation = Operation {
    name: "STOCHF",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[
        period("fastk_period", 1.0, 5.0),
        period("fastd_period", 1.0, 3.0),
        average::matype("fastd_matype", 0.0),
    ],
    outputs: FAST_LINES,
    lookback,
    memory: Memory::Fading(memory),
    cost,
    kernel: |inputs, parameters, outputs| {
        let [fast_k, fast_d] = outputs else { return };
        let candles = [inputs[0], inputs[1], inputs[2]];
        place_in_range::fast_k(candles, warm_up::rows(parameters[0]), fast_k);
        finish(parameters, warm_up::first_row(&candles), fast_k, fast_d);
    },
    summary: "Fast stochastic oscillator: where the close stands in the range of the last candles, 0 to 100.",
    formula: "fastk = 100 · (close − lowest(low, fastk_period)) / (highest(high, fastk_period) − lowest(low, fastk_period)); fastd = MA(fastk, fastd_period); fastk is 0 where the window is flat",
    source: "George Lane, 1950s",
    example: "let stoch = ta::STOCHF(df, 14, 3, 0); df.k = stoch.fastk;",
};

/// What the fast stochastic oscillators give.
pub(super) const FAST_LINES: &[Output] = &[Output::real("fastk"), Output::real("fastd")];

/// How many rows the fast lines need before their own; the parameters are those of [`STOCHF`].
pub(super) fn lookback(parameters: &[f64]) -> usize {
    warm_up::rows(parameters[0]) - 1
        + average::lookback(parameters[2], warm_up::rows(parameters[1]))
}

/// About how many nanoseconds a row of the fast lines takes.
pub(super) fn cost(parameters: &[f64]) -> f64 {
    2.0 + average::cost(parameters[2], warm_up::rows(parameters[1]))
}

/// How many rows the fast lines remember.
pub(super) fn memory(parameters: &[f64]) -> f64 {
    parameters[0] - 1.0 + average::memory(parameters[2], parameters[1])
}

/// Averages the first fast line, whose first candle is on the row `begin`, to the second one, and
/// takes off what that one's warm-up hides.
pub(super) fn finish(parameters: &[f64], begin: usize, fast_k: &mut [f64], fast_d: &mut [f64]) {
    let first = begin.saturating_add(warm_up::rows(parameters[0]) - 1);
    average::smooth(parameters[2], fast_k, first, warm_up::rows(parameters[1]), fast_d);
    let first = begin.saturating_add(lookback(parameters)).min(fast_k.len());
    fast_k[..first].fill(f64::NAN);
}
