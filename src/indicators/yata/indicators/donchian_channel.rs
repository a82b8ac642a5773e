//! `DonchianChannel`: between the extremes.

use yata::indicators::DonchianChannel;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{HIGH, LOW, rows, search, slow_period};
use crate::indicators::{Input, Memory, Operation, Output};

/// The highest high and the lowest low of the last `period` candles, and the middle between them.
pub(super) static DONCHIAN_CHANNEL: Operation = Operation {
    name: "DonchianChannel",
    version: 1,
    group: GROUP,
    inputs: DonchianChannel::INPUTS,
    parameters: &[slow_period("period", 2, 20)],
    outputs: &[
        Output::real("lowerband"),
        Output::real("middleband"),
        Output::real("upperband"),
        Output::real("band_signal"),
    ],
    lookback: lookback::<DonchianChannel>,
    memory: Memory::Window,
    cost: cost::<DonchianChannel>,
    kernel: kernel::<DonchianChannel>,
    summary: "Donchian channel: the highest high, the lowest low, and the middle between them.",
    formula: "upperband = highest(high, n); lowerband = lowest(low, n); middleband = (upperband + lowerband) / 2",
    source: "Richard Donchian",
    example: "let channel = yata::DonchianChannel(df, #{ period: 20 }); df.middle = channel.middleband;",
};

impl Indicator for DonchianChannel {
    const INPUTS: &'static [Input] = &[HIGH, LOW];

    fn bind(parameters: &[f64]) -> Self {
        Self { period: rows(parameters[0]) }
    }

    fn lookback(&self) -> u32 {
        self.period - 1
    }

    fn cost(&self) -> f64 {
        16.0 + 2.0 * search(self.period)
    }
}
