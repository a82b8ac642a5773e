//! CDLSTALLEDPATTERN: the stalled pattern.

use super::{
    BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, NEAR, SHADOW_VERY_SHORT, all, lookback, scan,
};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 6] = [
    BODY_LONG.at(2),
    BODY_LONG.at(1),
    SHADOW_VERY_SHORT.at(1),
    NEAR.at(2),
    BODY_SHORT.at(0),
    NEAR.at(1),
];

/// Finds a stalled pattern: two long white candles, and a short one that stays at the upper end of the
/// second.
pub(crate) static CDLSTALLEDPATTERN: Operation = Operation {
    name: "CDLSTALLEDPATTERN",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 7.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Stalled pattern: two long white candles and a short one riding on the shoulder of the second; bearish.",
    formula: "−100 where candles 1, 2 and 3 are white with rising closes, 1 and 2 are long, 2 opens above the open of 1 and in or near its body and has a very short upper shadow, 3 is short and begins no further below the close of 2 than its own body, or near; long: body > mean body of the 10 before; short: body < mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before; near: within 0.2 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.stalled = ta::CDLSTALLEDPATTERN(df);",
};

#[inline(always)]
fn rule(
    [first, second, third]: [Candle; 3],
    [long_1, long_2, very_short, near_1, short, near_2]: [f64; 6],
) -> f64 {
    let found = all([
        first.is_white(),
        second.is_white(),
        third.is_white(),
        third.close > second.close,
        second.close > first.close,
        first.body() > long_1,
        second.body() > long_2,
        second.upper_shadow() < very_short,
        second.open > first.open,
        second.open <= first.close + near_1,
        third.body() < short,
        third.open >= second.close - third.body() - near_2,
    ]);
    if found { -100.0 } else { 0.0 }
}
