//! `Trix`: the move of a three times smoothed price.

use yata::helpers::MA;
use yata::indicators::Trix;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, period, rows, source};
use crate::indicators::{Input, Memory, Operation, Output, memory};

/// The rows in which yata looks for a turn: one before it and one after.
const TURN: u32 = 2;

/// How far the three times smoothed price moved since the last candle, in prices, and a signal line.
pub(super) static TRIX: Operation = Operation {
    name: "Trix",
    version: 1,
    group: GROUP,
    inputs: <Trix<Average>>::INPUTS,
    parameters: &[
        period("period1", 3, 18),
        average::parameter("signal", 2, MA::EMA(6)),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("trix"),
        Output::real("signal_line"),
        Output::real("reversal_signal"),
        Output::real("cross_signal"),
        Output::real("zero_cross_signal"),
    ],
    lookback: lookback::<Trix<Average>>,
    memory: Memory::Fading(fading::<Trix<Average>>),
    cost: cost::<Trix<Average>>,
    kernel: kernel::<Trix<Average>>,
    summary: "TRIX: the move of a three times smoothed price, with a signal line.",
    formula: "trix = t − t[1], t = EMA(EMA(EMA(source, n), n), n); signal_line = MA(trix)",
    source: "Jack Hutson, Stocks & Commodities, 1983",
    example: "let trix = yata::Trix(df, #{ period1: 18 }); df.trix = trix.trix;",
};

impl Indicator for Trix<Average> {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            signal: Average::of(parameters[1]),
            source: source::of(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        3 * (self.period1 - 1) + 1 + self.signal.lookback().max(TURN)
    }

    fn memory(&self) -> f64 {
        memory::cascade(3, memory::exponential(f64::from(self.period1))) + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        22.0 + self.signal.cost()
    }
}
