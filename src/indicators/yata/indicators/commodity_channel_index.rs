//! `CommodityChannelIndex`: how far a price is from its average.

use yata::indicators::CommodityChannelIndex;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CANDLE, MOST, real, rows, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// The distance of the price from its average in mean deviations, two thirds of it.
///
/// Its cost grows with the period.
pub(super) static COMMODITY_CHANNEL_INDEX: Operation = Operation {
    name: "CommodityChannelIndex",
    version: 1,
    group: GROUP,
    inputs: CommodityChannelIndex::INPUTS,
    parameters: &[
        slow_period("period", 2, 18),
        real("zone", 0.0, MOST, 1.0),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[Output::real("cci"), Output::real("zone_signal")],
    lookback: lookback::<CommodityChannelIndex>,
    memory: Memory::Window,
    cost: cost::<CommodityChannelIndex>,
    kernel: kernel::<CommodityChannelIndex>,
    summary: "Commodity channel index: how unusually far a price is from its average, mostly −1 to 1.",
    formula: "cci = (source − SMA(source, n)) / (1.5 · meandeviation(source, n))",
    source: "Donald Lambert, Commodities, 1980",
    example: "let cci = yata::CommodityChannelIndex(df, #{ source: \"hlc3\" }); df.cci = cci.cci;",
};

impl Indicator for CommodityChannelIndex {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self { period: rows(parameters[0]), zone: parameters[1], source: source::of(parameters[2]) }
    }

    fn lookback(&self) -> u32 {
        self.period - 1
    }

    fn cost(&self) -> f64 {
        5.0 + 1.1 * f64::from(self.period)
    }
}
