//! CDLSTICKSANDWICH: the stick sandwich.

use super::{Candle, EQUAL, GROUP, Measure, all, lookback, scan, within};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [EQUAL.at(2)];

/// Finds a stick sandwich: two black candles that close at the same price, and a white one between
/// them that trades above it.
pub(crate) static CDLSTICKSANDWICH: Operation = Operation {
    name: "CDLSTICKSANDWICH",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Stick sandwich: a white candle between two black ones that close at the same price; bullish, for the price seems to hold.",
    formula: "100 where candles 1 and 3 are black with equal closes, and 2 is white with its low above the close of 1; equal: within 0.05 · mean range of the 5 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.sandwich = ta::CDLSTICKSANDWICH(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [equal]: [f64; 1]) -> f64 {
    let found = all([
        first.is_black(),
        second.is_white(),
        third.is_black(),
        second.low > first.close,
        within(third.close, equal, first.close),
    ]);
    if found { 100.0 } else { 0.0 }
}
