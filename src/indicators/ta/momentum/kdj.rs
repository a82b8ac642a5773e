//! KDJ: the stochastic oscillator with a third line.

use super::{GROUP, stoch};
use crate::indicators::ta::{CANDLE, average, period};
use crate::indicators::{Memory, Operation, Output};

/// The two lines of the stochastic oscillator, averaged as Wilder does unless told otherwise, and a
/// third one, `3 · k − 2 · d`, which runs ahead of them and beyond 0 and 100.
pub(crate) static KDJ: Operation = Operation {
    name: "KDJ",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[
        period("fastk_period", 1.0, 9.0),
        period("slowk_period", 1.0, 3.0),
        average::matype("slowk_matype", 13.0),
        period("slowd_period", 1.0, 3.0),
        average::matype("slowd_matype", 13.0),
    ],
    outputs: &[Output::real("k"), Output::real("d"), Output::real("j")],
    lookback: |parameters| stoch::lookback(&as_stoch(parameters)),
    memory: Memory::Fading(|parameters| stoch::memory(&as_stoch(parameters))),
    cost: |parameters| stoch::cost(&as_stoch(parameters)) + 1.0,
    kernel: |inputs, parameters, outputs| {
        let [k, d, j] = outputs else { return };
        stoch::slow_lines(inputs, &as_stoch(parameters), k, d);
        for (out, (k, d)) in j.iter_mut().zip(k.iter().zip(d.iter())) {
            *out = 3.0 * k - 2.0 * d;
        }
    },
    summary: "KDJ: the stochastic oscillator and a line that runs ahead of it, beyond 0 and 100.",
    formula: "k and d are slowk and slowd of STOCH; j = 3 · k − 2 · d",
    source: "common in China, after George Lane's stochastic oscillator",
    example: "let kdj = ta::KDJ(df, 9, 3, 13, 3, 13); df.j = kdj.j;",
};

/// The parameters with which the stochastic oscillator is the same: its default averages are others.
fn as_stoch(parameters: &[f64]) -> [f64; 5] {
    let [fast, k, k_type, d, d_type] = [0, 1, 2, 3, 4].map(|at| parameters[at]);
    [fast, k, average::or_default(k_type, 13.0), d, average::or_default(d_type, 13.0)]
}
