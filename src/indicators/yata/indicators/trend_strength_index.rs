//! `TrendStrengthIndex`: how straight a line prices are.

use yata::core::IndicatorConfig;
use yata::indicators::TrendStrengthIndex;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CANDLE, period, real, rows, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// The rows in which yata looks for a turn: one before it and two after.
const TURN: u32 = 3;

/// The correlation of the last `period` prices with a rising line, from −1 to 1.
///
/// It is no number where prices do not move.
pub(super) static TREND_STRENGTH_INDEX: Operation = Operation {
    name: "TrendStrengthIndex",
    version: 1,
    group: GROUP,
    inputs: TrendStrengthIndex::INPUTS,
    parameters: &[
        period("period", 2, 14),
        real("zone", 0.0, 1.0, 0.75),
        period("reverse_offset", 1, 2),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("strength"),
        Output::real("zone_signal"),
        Output::real("reversal_signal"),
    ],
    lookback: lookback::<TrendStrengthIndex>,
    memory: Memory::Window,
    cost: cost::<TrendStrengthIndex>,
    kernel: kernel::<TrendStrengthIndex>,
    summary: "Trend strength index: how straight the last prices rise or fall, −1 to 1.",
    formula: "strength = correlation(source, 1 … n)",
    source: "common",
    example: "let tsi = yata::TrendStrengthIndex(df, #{ period: 14 }); df.strength = tsi.strength;",
};

impl Indicator for TrendStrengthIndex {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`reverse_offset` must be below `period`, and `zone` below 1";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period: rows(parameters[0]),
            zone: parameters[1],
            reverse_offset: rows(parameters[2]),
            source: source::of(parameters[3]),
        }
    }

    fn is_sound(&self) -> bool {
        // yata looks that far back into a window of `period` prices.
        self.validate() && self.reverse_offset < self.period
    }

    fn lookback(&self) -> u32 {
        self.period - 1 + TURN
    }

    fn cost(&self) -> f64 {
        35.0
    }
}
