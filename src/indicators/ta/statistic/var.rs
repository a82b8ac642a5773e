//! VAR: the variance.

use super::GROUP;
use crate::indicators::ta::deviations::variances;
use crate::indicators::ta::{PRICE, REAL, real, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The population's variance (`ddof = 0`) of the window; `nbdev` changes nothing.
pub(crate) static VAR: Operation = Operation {
    name: "VAR",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 5.0), real("nbdev", 1.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel,
    summary: "Variance of the last candles, as of a whole population.",
    formula: "mean((price − mean(price, n))², n); nbdev is not used",
    source: "common",
    example: "df.var = ta::VAR(df, 20, 1.0);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    for (out, variance) in known.iter_mut().zip(variances(&inputs[0][begin..], period)) {
        *out = variance;
    }
}
