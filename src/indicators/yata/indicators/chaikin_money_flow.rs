//! `ChaikinMoneyFlow`: where closes lie in their ranges, by volume.

use yata::indicators::ChaikinMoneyFlow;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CLOSE, HIGH, LOW, VOLUME, period, rows};
use crate::indicators::{Input, Memory, Operation, Output};

/// Where the closes lie in the ranges of their candles, weighted by volume.
///
/// It is no number where nothing was traded in the whole window.
pub(super) static CHAIKIN_MONEY_FLOW: Operation = Operation {
    name: "ChaikinMoneyFlow",
    version: 1,
    group: GROUP,
    inputs: ChaikinMoneyFlow::INPUTS,
    parameters: &[period("size", 2, 20)],
    outputs: &[Output::real("money_flow"), Output::real("zero_cross_signal")],
    lookback: lookback::<ChaikinMoneyFlow>,
    memory: Memory::Window,
    cost: cost::<ChaikinMoneyFlow>,
    kernel: kernel::<ChaikinMoneyFlow>,
    summary: "Chaikin money flow: whether closes lie high or low in their candles, weighted by volume, −1 to 1.",
    formula: "money_flow = sum(((close − low) − (high − close)) / (high − low) · volume, n) / sum(volume, n)",
    source: "Marc Chaikin",
    example: "let cmf = yata::ChaikinMoneyFlow(df, #{ size: 21 }); df.cmf = cmf.money_flow;",
};

impl Indicator for ChaikinMoneyFlow {
    const INPUTS: &'static [Input] = &[HIGH, LOW, CLOSE, VOLUME];

    fn bind(parameters: &[f64]) -> Self {
        Self { size: rows(parameters[0]) }
    }

    fn lookback(&self) -> u32 {
        self.size - 1
    }

    fn cost(&self) -> f64 {
        15.0
    }
}
