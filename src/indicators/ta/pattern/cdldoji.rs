//! CDLDOJI: the doji.

use super::{BODY_DOJI, Candle, GROUP, Measure, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_DOJI.at(0)];

/// Finds a doji: a candle that closes about where it opened.
pub(crate) static CDLDOJI: Operation = Operation {
    name: "CDLDOJI",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Doji: a candle that closes about where it opened; undecided, neither bullish nor bearish.",
    formula: "100 where the body is that of a doji; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.doji = ta::CDLDOJI(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [doji]: [f64; 1]) -> f64 {
    if candle.body() <= doji { 100.0 } else { 0.0 }
}
