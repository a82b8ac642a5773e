//! `HullMovingAverage`: an average with little lag.

use yata::helpers::MA;
use yata::indicators::HullMovingAverage;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::average::Average;
use crate::indicators::yata::{CANDLE, period, rows, search, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// Hull's average, and its turns among `left` candles before and `right` candles after.
pub(super) static HULL_MOVING_AVERAGE: Operation = Operation {
    name: "HullMovingAverage",
    version: 1,
    group: GROUP,
    inputs: HullMovingAverage::INPUTS,
    parameters: &[
        period("period", 3, 9),
        slow_period("left", 1, 3),
        slow_period("right", 1, 2),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[Output::real("hma"), Output::real("reversal_signal")],
    lookback: lookback::<HullMovingAverage>,
    memory: Memory::Window,
    cost: cost::<HullMovingAverage>,
    kernel: kernel::<HullMovingAverage>,
    summary: "Hull moving average: an average with little lag, with a signal where it has turned.",
    formula: "hma = WMA(2 · WMA(source, n / 2) − WMA(source, n), √n)",
    source: "Alan Hull, 2005",
    example: "let hull = yata::HullMovingAverage(df, #{ period: 16 }); df.hull = hull.hma;",
};

impl Indicator for HullMovingAverage {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period: rows(parameters[0]),
            left: rows(parameters[1]),
            right: rows(parameters[2]),
            source: source::of(parameters[3]),
        }
    }

    fn lookback(&self) -> u32 {
        Average(MA::HMA(self.period)).lookback() + self.left + self.right
    }

    fn cost(&self) -> f64 {
        32.0 + search(self.left + self.right)
    }
}
