//! CDLMATCHINGLOW: the matching low.

use super::{Candle, EQUAL, GROUP, Measure, all, lookback, scan, within};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [EQUAL.at(1)];

/// Finds a matching low: two black candles that close at the same price.
pub(crate) static CDLMATCHINGLOW: Operation = Operation {
    name: "CDLMATCHINGLOW",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Matching low: two black candles that close at the same price; bullish, for the price seems to hold.",
    formula: "100 where candles 1 and 2 are black and their closes are equal; equal: within 0.05 · mean range of the 5 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.matching = ta::CDLMATCHINGLOW(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], [equal]: [f64; 1]) -> f64 {
    let found =
        all([first.is_black(), second.is_black(), within(second.close, equal, first.close)]);
    if found { 100.0 } else { 0.0 }
}
