//! `Aroon`: how long ago the extremes were.

use yata::indicators::Aroon;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{HIGH, LOW, period, real, rows, search, slow_period};
use crate::indicators::{Input, Memory, Operation, Output};

/// How recent the highest high and the lowest low of the last `period` candles are.
///
/// The zone signal grows to its full strength while the lines stay in their zones for `over_zone_period`
/// candles.
pub(super) static AROON: Operation = Operation {
    name: "Aroon",
    version: 1,
    group: GROUP,
    inputs: Aroon::INPUTS,
    parameters: &[
        slow_period("period", 2, 14),
        real("signal_zone", 0.0, 1.0, 0.3),
        period("over_zone_period", 1, 7),
    ],
    outputs: &[
        Output::real("aroon_up"),
        Output::real("aroon_down"),
        Output::real("cross_signal"),
        Output::real("extreme_signal"),
        Output::real("zone_signal"),
    ],
    lookback: lookback::<Aroon>,
    memory: Memory::Window,
    cost: cost::<Aroon>,
    kernel: kernel::<Aroon>,
    summary: "Aroon: how recent the highest high and the lowest low are, 0 to 1, with signals.",
    formula: "aroon_up = (n − candles since the highest high of n) / n; aroon_down = (n − candles since the lowest low of n) / n",
    source: "Tushar Chande, 1995",
    example: "let aroon = yata::Aroon(df, #{ period: 25 }); df.up = aroon.aroon_up;",
};

impl Indicator for Aroon {
    const INPUTS: &'static [Input] = &[HIGH, LOW];

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period: rows(parameters[0]),
            signal_zone: parameters[1],
            over_zone_period: rows(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period - 1
    }

    fn cost(&self) -> f64 {
        30.0 + 2.0 * search(self.period)
    }
}
