//! `EaseOfMovement`: how little volume moved the price.

use yata::helpers::MA;
use yata::indicators::EaseOfMovement;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{HIGH, LOW, VOLUME, period, rows};
use crate::indicators::{Input, Memory, Operation, Output};

/// How far the middle of the range moved in `period2` candles, per volume and in proportion to the range.
///
/// A candle without volume counts as 0.
pub(super) static EASE_OF_MOVEMENT: Operation = Operation {
    name: "EaseOfMovement",
    version: 1,
    group: GROUP,
    inputs: <EaseOfMovement<Average>>::INPUTS,
    parameters: &[average::parameter("ma", 2, MA::SMA(13)), period("period2", 1, 1)],
    outputs: &[Output::real("ease"), Output::real("zero_cross_signal")],
    lookback: lookback::<EaseOfMovement<Average>>,
    memory: Memory::Fading(fading::<EaseOfMovement<Average>>),
    cost: cost::<EaseOfMovement<Average>>,
    kernel: kernel::<EaseOfMovement<Average>>,
    summary: "Ease of movement: how far the price moves for its volume.",
    formula: "ease = MA((hl2 − hl2[m]) · (high − low) / volume)",
    source: "Richard Arms",
    example: "let emv = yata::EaseOfMovement(df, #{ ma: \"sma-14\" }); df.ease = emv.ease;",
};

impl Indicator for EaseOfMovement<Average> {
    const INPUTS: &'static [Input] = &[HIGH, LOW, VOLUME];

    fn bind(parameters: &[f64]) -> Self {
        Self { ma: Average::of(parameters[0]), period2: rows(parameters[1]) }
    }

    fn lookback(&self) -> u32 {
        self.period2 + self.ma.lookback()
    }

    fn memory(&self) -> f64 {
        self.ma.memory()
    }

    fn cost(&self) -> f64 {
        21.0 + self.ma.cost()
    }
}
