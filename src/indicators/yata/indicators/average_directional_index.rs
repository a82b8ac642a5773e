//! `AverageDirectionalIndex`: how strong a trend is.

use yata::helpers::MA;
use yata::indicators::AverageDirectionalIndex;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CLOSE, HIGH, LOW, period, real, rows};
use crate::indicators::{Input, Memory, Operation, Output};

/// The strength of a trend and its two directions, from 0 to 1 where TA-Lib has 0 to 100.
///
/// A candle is compared with the one `period1` candles ago. In a market without any range, the directions
/// are 0.
pub(super) static AVERAGE_DIRECTIONAL_INDEX: Operation = Operation {
    name: "AverageDirectionalIndex",
    version: 1,
    group: GROUP,
    inputs: <AverageDirectionalIndex<Average>>::INPUTS,
    parameters: &[
        average::parameter("method1", 1, MA::RMA(14)),
        average::parameter("method2", 1, MA::RMA(14)),
        period("period1", 1, 1),
        real("zone", 0.0, 1.0, 0.2),
    ],
    outputs: &[
        Output::real("adx"),
        Output::real("plus_di"),
        Output::real("minus_di"),
        Output::real("trend_signal"),
        Output::real("difference_signal"),
    ],
    lookback: lookback::<AverageDirectionalIndex<Average>>,
    memory: Memory::Fading(fading::<AverageDirectionalIndex<Average>>),
    cost: cost::<AverageDirectionalIndex<Average>>,
    kernel: kernel::<AverageDirectionalIndex<Average>>,
    summary: "Average directional index: the strength of a trend and its directions, 0 to 1, with signals.",
    formula: "plus_dm = high − high[m] where that is above 0 and above low[m] − low; minus_dm the other way round; plus_di = MA1(plus_dm) / MA1(true range); minus_di likewise; adx = MA2(|plus_di − minus_di| / (plus_di + minus_di))",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "let adx = yata::AverageDirectionalIndex(df, #{ zone: 0.25 }); df.trend = adx.trend_signal;",
};

impl Indicator for AverageDirectionalIndex<Average> {
    const INPUTS: &'static [Input] = &[HIGH, LOW, CLOSE];
    const RULE: &'static str = "`period1` must be below the lengths of `method1` and `method2`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            method1: Average::of(parameters[0]),
            method2: Average::of(parameters[1]),
            period1: rows(parameters[2]),
            zone: parameters[3],
        }
    }

    fn lookback(&self) -> u32 {
        self.period1 + self.method1.lookback() + self.method2.lookback()
    }

    fn memory(&self) -> f64 {
        self.method1.memory() + self.method2.memory()
    }

    fn cost(&self) -> f64 {
        32.0 + 3.0 * self.method1.cost() + self.method2.cost()
    }
}
