//! `MoneyFlowIndex`: volume that rises against volume that falls.

use yata::indicators::MoneyFlowIndex;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CLOSE, HIGH, LOW, VOLUME, period, real, rows};
use crate::indicators::{Input, Memory, Operation, Output};

/// How much of the volume rose, from 0 to 1, with the bounds of the zones.
///
/// It is yata's: the volume of a candle counts, not volume times price as in TA-Lib, and where nothing fell
/// it is 0.5.
pub(super) static MONEY_FLOW_INDEX: Operation = Operation {
    name: "MoneyFlowIndex",
    version: 1,
    group: GROUP,
    inputs: MoneyFlowIndex::INPUTS,
    parameters: &[period("period", 1, 14), real("zone", 0.0, 0.5, 0.2)],
    outputs: &[
        Output::real("upper_bound"),
        Output::real("mfi"),
        Output::real("lower_bound"),
        Output::real("enters_zone_signal"),
        Output::real("leaves_zone_signal"),
    ],
    lookback: lookback::<MoneyFlowIndex>,
    memory: Memory::Window,
    cost: cost::<MoneyFlowIndex>,
    kernel: kernel::<MoneyFlowIndex>,
    summary: "Money flow index: how much of the volume was on rising candles, 0 to 1.",
    formula: "mfi = 1 − 1 / (1 + sum(rising, n) / sum(falling, n)), rising and falling being the volume of candles with hlc3 above and below hlc3[1]; 0.5 where nothing falls",
    source: "Gene Quong and Avrum Soudack, Stocks & Commodities, 1989",
    example: "let mfi = yata::MoneyFlowIndex(df, #{ period: 14 }); df.mfi = mfi.mfi;",
};

impl Indicator for MoneyFlowIndex {
    const INPUTS: &'static [Input] = &[HIGH, LOW, CLOSE, VOLUME];

    fn bind(parameters: &[f64]) -> Self {
        Self { period: rows(parameters[0]), zone: parameters[1] }
    }

    fn lookback(&self) -> u32 {
        self.period
    }

    fn cost(&self) -> f64 {
        48.0
    }
}
