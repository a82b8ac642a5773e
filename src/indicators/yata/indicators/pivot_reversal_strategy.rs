//! `PivotReversalStrategy`: beyond the last turns.

use yata::indicators::PivotReversalStrategy;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{HIGH, LOW, rows, search, slow_period};
use crate::indicators::{Input, Memory, Operation, Output};

/// Whether the candle is beyond the last pivots: turns among `left` candles before and `right` after.
///
/// It is 1 where the high is above the last high pivot and the low not below the last low one, −1 the other
/// way round, and else 0.
pub(super) static PIVOT_REVERSAL_STRATEGY: Operation = Operation {
    name: "PivotReversalStrategy",
    version: 1,
    group: GROUP,
    inputs: PivotReversalStrategy::INPUTS,
    parameters: &[slow_period("left", 1, 4), slow_period("right", 1, 2)],
    outputs: &[Output::real("real")],
    lookback: lookback::<PivotReversalStrategy>,
    memory: Memory::Endless,
    cost: cost::<PivotReversalStrategy>,
    kernel: kernel::<PivotReversalStrategy>,
    summary: "Pivot reversal: 1 where a candle breaks out above the last high pivot, −1 below the last low one.",
    formula: "long = high > last high pivot, and no new one; short = low < last low pivot, and no new one; signal = long − short",
    source: "common",
    example: "df.breakout = yata::PivotReversalStrategy(df, #{ left: 4, right: 2 });",
};

impl Indicator for PivotReversalStrategy {
    const INPUTS: &'static [Input] = &[HIGH, LOW];

    fn bind(parameters: &[f64]) -> Self {
        Self { left: rows(parameters[0]), right: rows(parameters[1]) }
    }

    fn lookback(&self) -> u32 {
        self.left + self.right
    }

    fn cost(&self) -> f64 {
        30.0 + 2.0 * search(self.left + self.right)
    }
}
