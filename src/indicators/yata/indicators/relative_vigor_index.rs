//! `RelativeVigorIndex`: moves against ranges.

use yata::helpers::MA;
use yata::indicators::RelativeVigorIndex;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CLOSE, HIGH, LOW, OPEN, period, real, rows};
use crate::indicators::{Input, Memory, Operation, Output};

/// How much of their range candles move from close to close, and a signal line; 0 without any range.
pub(super) static RELATIVE_VIGOR_INDEX: Operation = Operation {
    name: "RelativeVigorIndex",
    version: 1,
    group: GROUP,
    inputs: <RelativeVigorIndex<Average>>::INPUTS,
    parameters: &[
        period("period1", 2, 10),
        period("period2", 2, 4),
        average::parameter("signal", 2, MA::SWMA(4)),
        real("zone", 0.0, 0.5, 0.25),
    ],
    outputs: &[
        Output::real("rvi"),
        Output::real("signal_line"),
        Output::real("cross_signal"),
        Output::real("zone_cross_signal"),
    ],
    lookback: lookback::<RelativeVigorIndex<Average>>,
    memory: Memory::Fading(fading::<RelativeVigorIndex<Average>>),
    cost: cost::<RelativeVigorIndex<Average>>,
    kernel: kernel::<RelativeVigorIndex<Average>>,
    summary: "Relative vigor index: how much of their range candles move, with a signal line.",
    formula: "rvi = SMA(SWMA(close − close[1], period2), period1) / SMA(SWMA(high − low, period2), period1); signal_line = MA(rvi)",
    source: "John Ehlers, Stocks & Commodities, 2002",
    example: "let rvi = yata::RelativeVigorIndex(df, #{ period1: 10 }); df.rvi = rvi.rvi;",
};

impl Indicator for RelativeVigorIndex<Average> {
    const INPUTS: &'static [Input] = &[OPEN, HIGH, LOW, CLOSE];
    const RULE: &'static str = "`zone` must be below 0.5";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            period2: rows(parameters[1]),
            signal: Average::of(parameters[2]),
            zone: parameters[3],
        }
    }

    fn lookback(&self) -> u32 {
        self.period1 + self.period2 - 1 + self.signal.lookback()
    }

    fn memory(&self) -> f64 {
        f64::from(self.period1 + self.period2 - 1) + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        28.0 + self.signal.cost()
    }
}
