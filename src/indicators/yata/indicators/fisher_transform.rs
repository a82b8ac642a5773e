//! `FisherTransform`: the place of the price in its range, stretched.

use yata::helpers::MA;
use yata::indicators::FisherTransform;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, MOST, positive, rows, search, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// The place of the price between its extremes, stretched so that its values are spread like a normal
/// distribution's, and half of the value before.
pub(super) static FISHER_TRANSFORM: Operation = Operation {
    name: "FisherTransform",
    version: 1,
    group: GROUP,
    inputs: <FisherTransform<Average>>::INPUTS,
    parameters: &[
        slow_period("period1", 2, 9),
        positive("zone", MOST, 1.5),
        average::parameter("signal", 2, MA::SMA(2)),
        source::parameter("source", source::TP),
    ],
    outputs: &[
        Output::real("fisher"),
        Output::real("signal_line"),
        Output::real("reversal_signal"),
        Output::real("cross_signal"),
    ],
    lookback: lookback::<FisherTransform<Average>>,
    memory: Memory::Fading(fading::<FisherTransform<Average>>),
    cost: cost::<FisherTransform<Average>>,
    kernel: kernel::<FisherTransform<Average>>,
    summary: "Fisher transform: where the price stands between its extremes, stretched so that turns are sharp.",
    formula: "x = 2 · (source − lowest(source, n)) / (highest(source, n) − lowest(source, n)) − 1, at most 0.999 either way; fisher = atanh(x) + fisher[1] / 2; signal_line = MA(fisher)",
    source: "John Ehlers, Stocks & Commodities, 2002",
    example: "let ft = yata::FisherTransform(df, #{ period1: 9 }); df.fisher = ft.fisher;",
};

impl Indicator for FisherTransform<Average> {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            zone: parameters[1],
            signal: Average::of(parameters[2]),
            source: source::of(parameters[3]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period1 - 1 + self.signal.lookback()
    }

    fn memory(&self) -> f64 {
        f64::from(self.period1) + 7.0 + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        75.0 + search(self.period1) + self.signal.cost()
    }
}
