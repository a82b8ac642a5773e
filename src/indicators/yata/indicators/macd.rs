//! `MACD`: a fast average less a slow one.

use yata::helpers::MA;
use yata::indicators::MACD;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// A fast average less a slow one, and a signal line. The averages begin with the first price.
pub(super) static MACD: Operation = Operation {
    name: "MACD",
    version: 1,
    group: GROUP,
    inputs: <MACD<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma1", 2, MA::EMA(12)),
        average::parameter("ma2", 3, MA::EMA(26)),
        average::parameter("signal", 2, MA::EMA(9)),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("macd"),
        Output::real("signal_line"),
        Output::real("cross_signal"),
        Output::real("zero_cross_signal"),
    ],
    lookback: lookback::<MACD<Average>>,
    memory: Memory::Fading(fading::<MACD<Average>>),
    cost: cost::<MACD<Average>>,
    kernel: kernel::<MACD<Average>>,
    summary: "MACD of any two averages, with signals where it crosses its signal line and 0.",
    formula: "macd = MA1(source) − MA2(source); signal_line = MA(macd)",
    source: "Gerald Appel",
    example: "let macd = yata::MACD(df, #{ ma1: \"hma-12\", ma2: \"hma-26\" }); df.macd = macd.macd;",
};

impl Indicator for MACD<Average> {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`ma1` must be shorter than `ma2`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma1: Average::of(parameters[0]),
            ma2: Average::of(parameters[1]),
            signal: Average::of(parameters[2]),
            source: source::of(parameters[3]),
        }
    }

    fn lookback(&self) -> u32 {
        self.ma1.lookback().max(self.ma2.lookback()) + self.signal.lookback()
    }

    fn memory(&self) -> f64 {
        self.ma1.memory().max(self.ma2.memory()) + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        8.0 + self.ma1.cost() + self.ma2.cost() + self.signal.cost()
    }
}
