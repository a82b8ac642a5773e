//! `HT_TRENDLINE`: the price without its dominant cycle.

use super::GROUP;
use crate::indicators::Operation;
use crate::indicators::ta::hilbert;
use crate::indicators::ta::{PRICE, REAL, cycle};

/// The price averaged over the dominant cycle, which takes the cycle out, and smoothed.
pub(crate) static HT_TRENDLINE: Operation = Operation {
    name: "HT_TRENDLINE",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 63,
    memory: cycle::MEMORY,
    cost: |_| 90.0,
    kernel: |inputs, _, outputs| {
        let mut line = TrendLine::default();
        hilbert::follow(
            &HT_TRENDLINE,
            inputs,
            outputs,
            #[inline(always)]
            |prices, cycle| [line.next(prices, cycle.rows())],
        );
    },
    summary: "Instantaneous trend line: the price without its dominant cycle.",
    formula: "(4 · m + 3 · m[1] + 2 · m[2] + m[3]) / 10, with m the mean of the price over the period of HT_DCPERIOD in whole candles",
    source: "John Ehlers, Rocket Science for Traders, 2001",
    example: "df.trendline = ta::HT_TRENDLINE(df);",
};

/// Follows the trend line.
#[derive(Default)]
pub(in crate::indicators::ta) struct TrendLine {
    /// The last means over a cycle, newest first.
    means: [f64; 3],
}

impl TrendLine {
    #[inline(always)]
    pub(in crate::indicators::ta) fn next(&mut self, prices: &[f64], period: usize) -> f64 {
        let cycle = &prices[prices.len().saturating_sub(period)..];
        let mut mean = cycle.iter().rev().fold(0.0, |sum, price| sum + price);
        if period > 0 {
            mean /= period as f64;
        }
        let [one, two, three] = self.means;
        self.means = [mean, one, two];
        (4.0 * mean + 3.0 * one + 2.0 * two + three) / 10.0
    }
}
