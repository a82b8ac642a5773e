//! CDL3WHITESOLDIERS: three advancing white soldiers.

use super::{
    BODY_SHORT, Candle, FAR, GROUP, Measure, NEAR, SHADOW_VERY_SHORT, all, lookback, scan,
};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 8] = [
    SHADOW_VERY_SHORT.at(2),
    SHADOW_VERY_SHORT.at(1),
    SHADOW_VERY_SHORT.at(0),
    NEAR.at(2),
    NEAR.at(1),
    FAR.at(2),
    FAR.at(1),
    BODY_SHORT.at(0),
];

/// Finds three advancing white soldiers: three white candles that close higher and higher, each near
/// its high, and open in or near the body before.
pub(crate) static CDL3WHITESOLDIERS: Operation = Operation {
    name: "CDL3WHITESOLDIERS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 9.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Three white soldiers: three white candles in a row, each closing near its high and higher than the last; bullish.",
    formula: "100 where candles 1, 2 and 3 are white with rising closes and very short upper shadows, 2 and 3 open above the open before and in or near that body, neither is far smaller than the one before, and 3 is not short; short: body < mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before; near: within 0.2 · mean range of the 5 before; far: by more than 0.6 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.soldiers = ta::CDL3WHITESOLDIERS(df);",
};

#[inline(always)]
fn rule(
    [first, second, third]: [Candle; 3],
    [very_short_1, very_short_2, very_short_3, near_1, near_2, far_1, far_2, short]: [f64; 8],
) -> f64 {
    let found = all([
        first.is_white(),
        second.is_white(),
        third.is_white(),
        first.upper_shadow() < very_short_1,
        second.upper_shadow() < very_short_2,
        third.upper_shadow() < very_short_3,
        third.close > second.close,
        second.close > first.close,
        second.open > first.open,
        second.open <= first.close + near_1,
        third.open > second.open,
        third.open <= second.close + near_2,
        second.body() > first.body() - far_1,
        third.body() > second.body() - far_2,
        third.body() > short,
    ]);
    if found { 100.0 } else { 0.0 }
}
