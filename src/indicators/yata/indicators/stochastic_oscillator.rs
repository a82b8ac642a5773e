//! `StochasticOscillator`: the place of the close in its range.

use yata::helpers::MA;
use yata::indicators::StochasticOscillator;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CLOSE, HIGH, LOW, real, rows, search, slow_period};
use crate::indicators::{Input, Memory, Operation, Output};

/// The place of the close between the extremes, smoothed, from 0 to 1, and a signal line.
///
/// It is 0.5 where there is no range.
pub(super) static STOCHASTIC_OSCILLATOR: Operation = Operation {
    name: "StochasticOscillator",
    version: 1,
    group: GROUP,
    inputs: <StochasticOscillator<Average>>::INPUTS,
    parameters: &[
        slow_period("period", 2, 14),
        average::parameter("ma", 1, MA::SMA(14)),
        average::parameter("signal", 1, MA::SMA(3)),
        real("zone", 0.0, 0.5, 0.2),
    ],
    outputs: &[
        Output::real("stochastic"),
        Output::real("signal_line"),
        Output::real("zone_signal"),
        Output::real("signal_line_zone_signal"),
        Output::real("cross_signal"),
    ],
    lookback: lookback::<StochasticOscillator<Average>>,
    memory: Memory::Fading(fading::<StochasticOscillator<Average>>),
    cost: cost::<StochasticOscillator<Average>>,
    kernel: kernel::<StochasticOscillator<Average>>,
    summary: "Stochastic oscillator with any averages, 0 to 1, with signals where it leaves its zones.",
    formula: "stochastic = MA((close − lowest(low, n)) / (highest(high, n) − lowest(low, n))); signal_line = MA(stochastic)",
    source: "George Lane",
    example: "let stoch = yata::StochasticOscillator(df, #{ period: 14, ma: \"sma-3\" }); df.k = stoch.stochastic;",
};

impl Indicator for StochasticOscillator<Average> {
    const INPUTS: &'static [Input] = &[HIGH, LOW, CLOSE];

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period: rows(parameters[0]),
            ma: Average::of(parameters[1]),
            signal: Average::of(parameters[2]),
            zone: parameters[3],
        }
    }

    fn lookback(&self) -> u32 {
        self.period - 1 + self.ma.lookback() + self.signal.lookback()
    }

    fn memory(&self) -> f64 {
        f64::from(self.period - 1) + self.ma.memory() + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        25.0 + 2.0 * search(self.period) + self.ma.cost() + self.signal.cost()
    }
}
