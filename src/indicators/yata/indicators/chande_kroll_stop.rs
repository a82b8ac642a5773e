//! `ChandeKrollStop`: stops some ranges away from the extremes.

use yata::core::IndicatorConfig;
use yata::helpers::MA;
use yata::indicators::ChandeKrollStop;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, MOST, SLOW_ROWS, real, rows, search, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// Stops `x` average true ranges away from the extremes, smoothed by the extremes of the last `q` stops.
///
/// The position signal is 1 where the source stands above the stop for shorts, −1 where it is below the
/// one for longs, and between them between the two.
pub(super) static CHANDE_KROLL_STOP: Operation = Operation {
    name: "ChandeKrollStop",
    version: 1,
    group: GROUP,
    inputs: <ChandeKrollStop<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma", 1, MA::SMA(10)),
        real("x", 0.0, MOST, 1.0),
        slow_period("q", 1, 9),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("stop_long"),
        Output::real("source"),
        Output::real("stop_short"),
        Output::real("position_signal"),
        Output::real("cross_signal"),
    ],
    lookback: lookback::<ChandeKrollStop<Average>>,
    memory: Memory::Fading(fading::<ChandeKrollStop<Average>>),
    cost: cost::<ChandeKrollStop<Average>>,
    kernel: kernel::<ChandeKrollStop<Average>>,
    summary: "Chande Kroll stop: stops for longs and shorts some true ranges away from the extremes.",
    formula: "stop_short = highest(highest(high, n) − x · MA(true range), q); stop_long = lowest(lowest(low, n) + x · MA(true range), q), n being the length of the average",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    example: "let stops = yata::ChandeKrollStop(df, #{ ma: \"sma-10\", q: 9 }); df.stop = stops.stop_long;",
};

impl Indicator for ChandeKrollStop<Average> {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`ma` must not be longer than 10000";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma: Average::of(parameters[0]),
            x: parameters[1],
            q: rows(parameters[2]),
            source: source::of(parameters[3]),
        }
    }

    fn is_sound(&self) -> bool {
        // Its extremes have the length of the average.
        self.validate() && self.ma.length() <= SLOW_ROWS
    }

    fn lookback(&self) -> u32 {
        self.ma.lookback() + self.q
    }

    fn memory(&self) -> f64 {
        self.ma.memory() + f64::from(self.q)
    }

    fn cost(&self) -> f64 {
        44.0 + 2.0 * search(self.ma.length() + self.q) + self.ma.cost()
    }
}
