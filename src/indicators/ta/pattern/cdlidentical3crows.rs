//! CDLIDENTICAL3CROWS: three identical crows.

use super::{Candle, EQUAL, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan, within};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 5] = [
    SHADOW_VERY_SHORT.at(2),
    SHADOW_VERY_SHORT.at(1),
    SHADOW_VERY_SHORT.at(0),
    EQUAL.at(2),
    EQUAL.at(1),
];

/// Finds three identical crows: three black candles that close lower and lower, each near its low, and
/// open where the one before closed.
pub(crate) static CDLIDENTICAL3CROWS: Operation = Operation {
    name: "CDLIDENTICAL3CROWS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 6.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Identical three crows: three black candles, each opening where the last one closed and closing near its low; bearish.",
    formula: "−100 where candles 1, 2 and 3 are black with falling closes and very short lower shadows, and the opens of 2 and 3 equal the closes before; very short shadow: < 0.1 · mean range of the 10 before; equal: within 0.05 · mean range of the 5 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.crows = ta::CDLIDENTICAL3CROWS(df);",
};

#[inline(always)]
fn rule(
    [first, second, third]: [Candle; 3],
    [very_short_1, very_short_2, very_short_3, equal_1, equal_2]: [f64; 5],
) -> f64 {
    let found = all([
        first.is_black(),
        second.is_black(),
        third.is_black(),
        first.lower_shadow() < very_short_1,
        second.lower_shadow() < very_short_2,
        third.lower_shadow() < very_short_3,
        first.close > second.close,
        second.close > third.close,
        within(second.open, equal_1, first.close),
        within(third.open, equal_2, second.close),
    ]);
    if found { -100.0 } else { 0.0 }
}
