//! `Kaufman`: an average that follows trends and ignores noise.

use yata::indicators::Kaufman;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::{CANDLE, MOST, flag, period, positive, rows, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// Kaufman's adaptive average: fast in a steady market, slow in a noisy one.
///
/// The signal of a crossing comes once the average has moved by `k` of its deviations over
/// `filter_period` candles. With `square_smooth` the smoothing is squared, as usual.
pub(super) static KAUFMAN: Operation = Operation {
    name: "Kaufman",
    version: 1,
    group: GROUP,
    inputs: Kaufman::INPUTS,
    parameters: &[
        period("period1", 1, 10),
        period("period2", 1, 2),
        period("period3", 2, 30),
        period("filter_period", 2, 10),
        flag("square_smooth", true),
        positive("k", MOST, 0.3),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[Output::real("kama"), Output::real("cross_signal")],
    lookback: lookback::<Kaufman>,
    memory: Memory::Fading(fading::<Kaufman>),
    cost: cost::<Kaufman>,
    kernel: kernel::<Kaufman>,
    summary: "Kaufman's adaptive moving average: fast where the price moves steadily, slow in noise.",
    formula: "er = |source − source[n]| / sum(|change|, n); s = er · (2 / (period2 + 1) − 2 / (period3 + 1)) + 2 / (period3 + 1); kama = kama[1] + s² · (source − kama[1])",
    source: "Perry Kaufman, Smarter Trading, 1995",
    example: "let kama = yata::Kaufman(df, #{ period1: 10 }); df.kama = kama.kama;",
};

impl Indicator for Kaufman {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`period3` must be above `period2`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            period2: rows(parameters[1]),
            period3: rows(parameters[2]),
            filter_period: rows(parameters[3]),
            square_smooth: parameters[4] != 0.0,
            k: parameters[5],
            source: source::of(parameters[6]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period1 + self.filter_period - 1
    }

    fn memory(&self) -> f64 {
        // At worst: in pure noise, where it is the slowest.
        let slowest = 2.0 / f64::from(self.period3 + 1);
        4.6 / if self.square_smooth { slowest * slowest } else { slowest }
    }

    fn cost(&self) -> f64 {
        22.0
    }
}
