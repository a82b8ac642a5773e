//! `KnowSureThing`: four rates of change together.

use yata::helpers::MA;
use yata::indicators::KnowSureThing;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CLOSE, period, rows};
use crate::indicators::{Input, Memory, Operation, Output};

/// Four smoothed rates of change, the longer the weightier, and a signal line.
pub(super) static KNOW_SURE_THING: Operation = Operation {
    name: "KnowSureThing",
    version: 1,
    group: GROUP,
    inputs: <KnowSureThing<Average>>::INPUTS,
    parameters: &[
        period("period1", 1, 10),
        period("period2", 2, 15),
        period("period3", 3, 20),
        period("period4", 4, 30),
        average::parameter("ma1", 1, MA::SMA(10)),
        average::parameter("ma2", 1, MA::SMA(10)),
        average::parameter("ma3", 1, MA::SMA(10)),
        average::parameter("ma4", 1, MA::SMA(15)),
        average::parameter("signal", 1, MA::SMA(9)),
    ],
    outputs: &[Output::real("kst"), Output::real("signal_line"), Output::real("cross_signal")],
    lookback: lookback::<KnowSureThing<Average>>,
    memory: Memory::Fading(fading::<KnowSureThing<Average>>),
    cost: cost::<KnowSureThing<Average>>,
    kernel: kernel::<KnowSureThing<Average>>,
    summary: "Know sure thing: four rates of change, smoothed and weighted, with a signal line.",
    formula: "kst = MA1(roc(close, period1)) + 2 · MA2(roc(close, period2)) + 3 · MA3(roc(close, period3)) + 4 · MA4(roc(close, period4)), roc(x, n) = (x − x[n]) / x[n]; signal_line = MA(kst)",
    source: "Martin Pring, Stocks & Commodities, 1992",
    example: "let kst = yata::KnowSureThing(df, #{ signal: \"sma-9\" }); df.kst = kst.kst;",
};

impl Indicator for KnowSureThing<Average> {
    const INPUTS: &'static [Input] = &[CLOSE];
    const RULE: &'static str =
        "`ma1` to `ma4` must be averages of one kind, and `period1` to `period4` must rise";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            period2: rows(parameters[1]),
            period3: rows(parameters[2]),
            period4: rows(parameters[3]),
            ma1: Average::of(parameters[4]),
            ma2: Average::of(parameters[5]),
            ma3: Average::of(parameters[6]),
            ma4: Average::of(parameters[7]),
            signal: Average::of(parameters[8]),
        }
    }

    fn lookback(&self) -> u32 {
        let periods = [self.period1, self.period2, self.period3, self.period4];
        let averages = [self.ma1, self.ma2, self.ma3, self.ma4];
        let lookbacks = periods.iter().zip(averages).map(|(rows, ma)| rows + ma.lookback());
        lookbacks.max().unwrap_or(0) + self.signal.lookback()
    }

    fn memory(&self) -> f64 {
        let averages = [self.ma1, self.ma2, self.ma3, self.ma4];
        averages.iter().map(|average| average.memory()).fold(0.0, f64::max) + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        let averages = [self.ma1, self.ma2, self.ma3, self.ma4, self.signal];
        11.0 + averages.iter().map(|average| average.cost()).sum::<f64>()
    }
}
