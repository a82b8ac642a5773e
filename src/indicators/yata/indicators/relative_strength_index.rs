//! `RelativeStrengthIndex`: rises against falls, smoothed.

use yata::helpers::MA;
use yata::indicators::RelativeStrengthIndex;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, positive, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// An average of the rises against that of rises and falls, from 0 to 1; 0.5 where nothing moved.
pub(super) static RELATIVE_STRENGTH_INDEX: Operation = Operation {
    name: "RelativeStrengthIndex",
    version: 1,
    group: GROUP,
    inputs: <RelativeStrengthIndex<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma", 3, MA::EMA(14)),
        positive("zone", 0.5, 0.3),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("rsi"),
        Output::real("enters_zone_signal"),
        Output::real("leaves_zone_signal"),
    ],
    lookback: lookback::<RelativeStrengthIndex<Average>>,
    memory: Memory::Fading(fading::<RelativeStrengthIndex<Average>>),
    cost: cost::<RelativeStrengthIndex<Average>>,
    kernel: kernel::<RelativeStrengthIndex<Average>>,
    summary: "Relative strength index with any average, 0 to 1, with signals where it enters and leaves its zones.",
    formula: "rsi = MA(up) / (MA(up) + MA(down)), up and down being the rises and falls from candle to candle",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "let rsi = yata::RelativeStrengthIndex(df, #{ ma: \"rma-14\" }); df.rsi = rsi.rsi;",
};

impl Indicator for RelativeStrengthIndex<Average> {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma: Average::of(parameters[0]),
            zone: parameters[1],
            source: source::of(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        1 + self.ma.lookback()
    }

    fn memory(&self) -> f64 {
        self.ma.memory()
    }

    fn cost(&self) -> f64 {
        15.0 + 2.0 * self.ma.cost()
    }
}
