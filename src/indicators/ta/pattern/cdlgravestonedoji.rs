//! CDLGRAVESTONEDOJI: the gravestone doji.

use super::{BODY_DOJI, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_DOJI.at(0), SHADOW_VERY_SHORT.at(0)];

/// Finds a gravestone doji: a doji at the bottom of its range, below an upper shadow.
pub(crate) static CDLGRAVESTONEDOJI: Operation = Operation {
    name: "CDLGRAVESTONEDOJI",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Gravestone doji: a doji at the bottom of its range; bearish after a rise, though the value is 100.",
    formula: "100 where the body is that of a doji, the lower shadow very short and the upper not; doji: body ≤ 0.1 · mean range of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.gravestone = ta::CDLGRAVESTONEDOJI(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [doji, very_short]: [f64; 2]) -> f64 {
    let found = all([
        candle.body() <= doji,
        candle.lower_shadow() < very_short,
        candle.upper_shadow() > very_short,
    ]);
    if found { 100.0 } else { 0.0 }
}
