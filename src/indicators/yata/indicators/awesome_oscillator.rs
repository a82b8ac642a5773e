//! `AwesomeOscillator`: a fast average less a slow one.

use yata::helpers::MA;
use yata::indicators::AwesomeOscillator;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, period, rows, search, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output, Parameter};

/// A fast average less a slow one, and whether it has peaks in a row on one side of 0.
///
/// `left` and `right` say among how many candles a peak is one, `conseq_peaks` how many are needed.
pub(super) static AWESOME_OSCILLATOR: Operation = Operation {
    name: "AwesomeOscillator",
    version: 1,
    group: GROUP,
    inputs: <AwesomeOscillator<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma1", 3, MA::SMA(34)),
        average::parameter("ma2", 2, MA::SMA(5)),
        source::parameter("source", source::HL2),
        slow_period("left", 1, 1),
        slow_period("right", 1, 1),
        Parameter { high: 255.0, ..period("conseq_peaks", 1, 2) },
    ],
    outputs: &[
        Output::real("oscillator"),
        Output::real("peaks_signal"),
        Output::real("zero_cross_signal"),
    ],
    lookback: lookback::<AwesomeOscillator<Average>>,
    memory: Memory::Fading(fading::<AwesomeOscillator<Average>>),
    cost: cost::<AwesomeOscillator<Average>>,
    kernel: kernel::<AwesomeOscillator<Average>>,
    summary: "Awesome oscillator: a fast average less a slow one, with signals.",
    formula: "oscillator = MA2(source) − MA1(source)",
    source: "Bill Williams, New Trading Dimensions, 1998",
    example: "let ao = yata::AwesomeOscillator(df, #{ ma1: \"sma-34\", ma2: \"sma-5\" }); df.ao = ao.oscillator;",
};

impl Indicator for AwesomeOscillator<Average> {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str =
        "`ma1` and `ma2` must be averages of one kind, and `ma1` the longer one";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma1: Average::of(parameters[0]),
            ma2: Average::of(parameters[1]),
            source: source::of(parameters[2]),
            left: rows(parameters[3]),
            right: rows(parameters[4]),
            conseq_peaks: parameters[5] as u8,
        }
    }

    fn lookback(&self) -> u32 {
        self.ma1.lookback() + self.left + self.right
    }

    fn memory(&self) -> f64 {
        self.ma1.memory()
    }

    fn cost(&self) -> f64 {
        20.0 + search(self.left + self.right) + self.ma1.cost() + self.ma2.cost()
    }
}
