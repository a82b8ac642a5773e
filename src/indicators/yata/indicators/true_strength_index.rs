//! `TrueStrengthIndex`: momentum, smoothed twice.

use yata::indicators::TrueStrengthIndex;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::{CANDLE, period, real, rows, source};
use crate::indicators::{Input, Memory, Operation, Output, memory};

/// Momentum, smoothed twice, against its size likewise, from −1 to 1, and a signal line.
pub(super) static TRUE_STRENGTH_INDEX: Operation = Operation {
    name: "TrueStrengthIndex",
    version: 1,
    group: GROUP,
    inputs: TrueStrengthIndex::INPUTS,
    parameters: &[
        period("period1", 2, 25),
        period("period2", 2, 13),
        period("period3", 2, 13),
        real("zone", 0.0, 1.0, 0.25),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("tsi"),
        Output::real("signal_line"),
        Output::real("zone_signal"),
        Output::real("zero_cross_signal"),
        Output::real("cross_signal"),
    ],
    lookback: lookback::<TrueStrengthIndex>,
    memory: Memory::Fading(fading::<TrueStrengthIndex>),
    cost: cost::<TrueStrengthIndex>,
    kernel: kernel::<TrueStrengthIndex>,
    summary: "True strength index: twice smoothed momentum against its size, −1 to 1, with a signal line.",
    formula: "tsi = EMA(EMA(change, period1), period2) / EMA(EMA(|change|, period1), period2); signal_line = EMA(tsi, period3)",
    source: "William Blau, Stocks & Commodities, 1991",
    example: "let tsi = yata::TrueStrengthIndex(df, #{ period1: 25, period2: 13 }); df.tsi = tsi.tsi;",
};

impl Indicator for TrueStrengthIndex {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`period2` must not be above `period1`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            period2: rows(parameters[1]),
            period3: rows(parameters[2]),
            zone: parameters[3],
            source: source::of(parameters[4]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period1 + self.period2 + self.period3 - 2
    }

    fn memory(&self) -> f64 {
        [self.period1, self.period2, self.period3]
            .map(|period| memory::exponential(f64::from(period)))
            .iter()
            .sum()
    }

    fn cost(&self) -> f64 {
        24.0
    }
}
