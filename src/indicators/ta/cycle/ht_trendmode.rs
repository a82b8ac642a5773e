//! `HT_TRENDMODE`: whether the price trends or goes round.

use super::ht_sine::waves;
use super::phase::Phase;
use super::{GROUP, MEMORY};
use crate::indicators::Operation;
use crate::indicators::ta::hilbert::{self, Cycle};
use crate::indicators::ta::overlap::ht_trendline::TrendLine;
use crate::indicators::ta::{INTEGER, PRICE};

/// 1 in a trend, 0 in a cycle.
///
/// It is a cycle for half a period after the lines of `HT_SINE` crossed, and while the phase turns as
/// fast as the period says; but wherever the price is 1.5 % away from `HT_TRENDLINE`, it is a trend.
pub(crate) static HT_TRENDMODE: Operation = Operation {
    name: "HT_TRENDMODE",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| 63,
    memory: MEMORY,
    cost: |_| 180.0,
    kernel: |inputs, _, outputs| {
        let mut mode = Mode::new();
        hilbert::follow(
            &HT_TRENDMODE,
            inputs,
            outputs,
            #[inline(always)]
            |prices, cycle| [mode.next(prices, cycle)],
        );
    },
    summary: "Trend or cycle: 1 while the price trends, 0 while it goes round.",
    formula: "0 for half a period from a crossing of HT_SINE's lines, and while the phase turns by 0.67 to 1.5 times 360° / period; 1 else, and wherever smooth is 1.5 % or more from HT_TRENDLINE(price)",
    source: "John Ehlers, Rocket Science for Traders, 2001",
    example: "df.trend = ta::HT_TRENDMODE(df);",
};

struct Mode {
    phase: Phase,
    line: TrendLine,
    degrees: f64,
    /// The sine of the phase and the one that leads it.
    waves: [f64; 2],
    /// Rows since the two crossed.
    since: f64,
}

impl Mode {
    fn new() -> Self {
        let (phase, line) = (Phase::new(), TrendLine::default());
        Self { phase, line, degrees: 0.0, waves: [0.0; 2], since: 0.0 }
    }

    #[inline(always)]
    fn next(&mut self, prices: &[f64], cycle: &Cycle) -> f64 {
        let degrees = self.phase.next(cycle);
        let turn = degrees - self.degrees;
        let (before, now) = (self.waves, waves(degrees));
        (self.degrees, self.waves) = (degrees, now);
        let line = self.line.next(prices, cycle.rows());

        let rose = now[0] > now[1] && before[0] <= before[1];
        let fell = now[0] < now[1] && before[0] >= before[1];
        self.since = if rose || fell { 1.0 } else { self.since + 1.0 };
        let fresh = rose || fell || self.since < 0.5 * cycle.period;
        let steady = turn > 0.67 * 360.0 / cycle.period && turn < 1.5 * 360.0 / cycle.period;
        let away = line != 0.0 && ((cycle.smooth - line) / line).abs() >= 0.015;
        f64::from(away || !(fresh || steady && cycle.period != 0.0))
    }
}
