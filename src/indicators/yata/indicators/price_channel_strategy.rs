//! `PriceChannelStrategy`: touches of a channel.

use yata::indicators::PriceChannelStrategy;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{HIGH, LOW, positive, rows, search, slow_period};
use crate::indicators::{Input, Memory, Operation, Output};

/// A channel around the middle of the range, `sigma` of its half wide either way, and touches of it.
pub(super) static PRICE_CHANNEL_STRATEGY: Operation = Operation {
    name: "PriceChannelStrategy",
    version: 1,
    group: GROUP,
    inputs: PriceChannelStrategy::INPUTS,
    parameters: &[slow_period("period", 2, 20), positive("sigma", 1.0, 1.0)],
    outputs: &[Output::real("upperband"), Output::real("lowerband"), Output::real("band_signal")],
    lookback: lookback::<PriceChannelStrategy>,
    memory: Memory::Window,
    cost: cost::<PriceChannelStrategy>,
    kernel: kernel::<PriceChannelStrategy>,
    summary: "Price channel: a share of the range of the last candles, with a signal where it is touched.",
    formula: "middle = (highest(high, n) + lowest(low, n)) / 2; upperband = middle + sigma · (highest(high, n) − middle); lowerband = middle − sigma · (highest(high, n) − middle)",
    source: "common",
    example: "let channel = yata::PriceChannelStrategy(df, #{ period: 20 }); df.touch = channel.band_signal;",
};

impl Indicator for PriceChannelStrategy {
    const INPUTS: &'static [Input] = &[HIGH, LOW];

    fn bind(parameters: &[f64]) -> Self {
        Self { period: rows(parameters[0]), sigma: parameters[1] }
    }

    fn lookback(&self) -> u32 {
        self.period - 1
    }

    fn cost(&self) -> f64 {
        20.0 + 2.0 * search(self.period)
    }
}
