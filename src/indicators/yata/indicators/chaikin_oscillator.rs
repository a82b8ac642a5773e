//! `ChaikinOscillator`: the momentum of accumulation.

use yata::helpers::MA;
use yata::indicators::ChaikinOscillator;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CLOSE, HIGH, LOW, VOLUME, period, rows};
use crate::indicators::{Input, Memory, Operation, Output};

/// A fast average of the accumulation and distribution of volume less a slow one.
///
/// With a `window` of 0 the accumulation goes back to the first candle; else it has so many.
pub(super) static CHAIKIN_OSCILLATOR: Operation = Operation {
    name: "ChaikinOscillator",
    version: 1,
    group: GROUP,
    inputs: <ChaikinOscillator<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma1", 1, MA::EMA(3)),
        average::parameter("ma2", 2, MA::EMA(10)),
        period("window", 0, 0),
    ],
    outputs: &[Output::real("oscillator"), Output::real("zero_cross_signal")],
    lookback: lookback::<ChaikinOscillator<Average>>,
    memory: Memory::Fading(fading::<ChaikinOscillator<Average>>),
    cost: cost::<ChaikinOscillator<Average>>,
    kernel: kernel::<ChaikinOscillator<Average>>,
    summary: "Chaikin oscillator: the momentum of the accumulation of volume.",
    formula: "ad = sum(((close − low) − (high − close)) / (high − low) · volume, window); oscillator = MA1(ad) − MA2(ad)",
    source: "Marc Chaikin",
    example: "let co = yata::ChaikinOscillator(df, #{ ma1: \"ema-3\", ma2: \"ema-10\" }); df.co = co.oscillator;",
};

impl Indicator for ChaikinOscillator<Average> {
    const INPUTS: &'static [Input] = &[HIGH, LOW, CLOSE, VOLUME];
    const RULE: &'static str =
        "`ma1` and `ma2` must be averages of one kind, and `ma2` the longer one";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma1: Average::of(parameters[0]),
            ma2: Average::of(parameters[1]),
            window: rows(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        self.window.saturating_sub(1) + self.ma2.lookback()
    }

    fn memory(&self) -> f64 {
        f64::from(self.window) + self.ma2.memory()
    }

    fn cost(&self) -> f64 {
        11.0 + self.ma1.cost() + self.ma2.cost()
    }
}
