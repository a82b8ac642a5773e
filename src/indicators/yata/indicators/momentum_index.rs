//! `MomentumIndex`: two momentums.

use yata::indicators::MomentumIndex;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CANDLE, period, rows, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// How far the price moved in `period1` and in `period2` candles, and whether it was the same way.
pub(super) static MOMENTUM_INDEX: Operation = Operation {
    name: "MomentumIndex",
    version: 1,
    group: GROUP,
    inputs: MomentumIndex::INPUTS,
    parameters: &[
        period("period1", 2, 10),
        period("period2", 1, 1),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("slow_momentum"),
        Output::real("fast_momentum"),
        Output::real("momentum_signal"),
    ],
    lookback: lookback::<MomentumIndex>,
    memory: Memory::Window,
    cost: cost::<MomentumIndex>,
    kernel: kernel::<MomentumIndex>,
    summary: "Momentum index: a slow and a fast momentum, with a signal where both point the same way.",
    formula: "slow_momentum = source − source[period1]; fast_momentum = source − source[period2]",
    source: "common",
    example: "let mom = yata::MomentumIndex(df, #{ period1: 10 }); df.mom = mom.slow_momentum;",
};

impl Indicator for MomentumIndex {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`period1` must be above `period2`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            period2: rows(parameters[1]),
            source: source::of(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period1
    }

    fn cost(&self) -> f64 {
        16.0
    }
}
