//! `CoppockCurve`: the average of two rates of change.

use yata::helpers::MA;
use yata::indicators::CoppockCurve;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, period, rows, search, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// An average of a long and a short rate of change, and a signal line.
///
/// `s2_left` and `s2_right` say among how many candles a turn of the curve is one.
pub(super) static COPPOCK_CURVE: Operation = Operation {
    name: "CoppockCurve",
    version: 1,
    group: GROUP,
    inputs: <CoppockCurve<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma1", 2, MA::WMA(10)),
        average::parameter("s3_ma", 2, MA::EMA(5)),
        period("period2", 2, 14),
        period("period3", 1, 11),
        slow_period("s2_left", 1, 4),
        slow_period("s2_right", 1, 2),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("coppock"),
        Output::real("signal_line"),
        Output::real("zero_cross_signal"),
        Output::real("reversal_signal"),
        Output::real("cross_signal"),
    ],
    lookback: lookback::<CoppockCurve<Average>>,
    memory: Memory::Fading(fading::<CoppockCurve<Average>>),
    cost: cost::<CoppockCurve<Average>>,
    kernel: kernel::<CoppockCurve<Average>>,
    summary: "Coppock curve: the average of a long and a short rate of change, with a signal line.",
    formula: "coppock = MA1(roc(source, period2) + roc(source, period3)), roc(x, n) = (x − x[n]) / x[n]; signal_line = MA(coppock)",
    source: "Edwin Coppock, Barron's, 1962",
    example: "let curve = yata::CoppockCurve(df, #{ ma1: \"wma-10\" }); df.coppock = curve.coppock;",
};

impl Indicator for CoppockCurve<Average> {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`period2` must be above `period3`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma1: Average::of(parameters[0]),
            s3_ma: Average::of(parameters[1]),
            period2: rows(parameters[2]),
            period3: rows(parameters[3]),
            s2_left: rows(parameters[4]),
            s2_right: rows(parameters[5]),
            source: source::of(parameters[6]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period2 + self.ma1.lookback() + self.s3_ma.lookback().max(self.s2_left + self.s2_right)
    }

    fn memory(&self) -> f64 {
        self.ma1.memory() + self.s3_ma.memory()
    }

    fn cost(&self) -> f64 {
        29.0 + search(self.s2_left + self.s2_right) + self.ma1.cost() + self.s3_ma.cost()
    }
}
