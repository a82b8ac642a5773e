//! CDLHAMMER: the hammer.

use super::{BODY_SHORT, Candle, GROUP, Measure, NEAR, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [BODY_SHORT.at(0), SHADOW_VERY_SHORT.at(0), NEAR.at(1)];

/// Finds a hammer: a short body with a long lower shadow, near the low of the candle before.
pub(crate) static CDLHAMMER: Operation = Operation {
    name: "CDLHAMMER",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Hammer: a short body above a long lower shadow, low beside the candle before; bullish after a fall.",
    formula: "100 where the body is short, the lower shadow longer than it, the upper very short, and the body ends below or near the low of the candle before; short: body < mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before; near: within 0.2 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.hammer = ta::CDLHAMMER(df);",
};

#[inline(always)]
fn rule([before, candle]: [Candle; 2], [short, very_short, near]: [f64; 3]) -> f64 {
    let found = all([
        candle.body() < short,
        candle.lower_shadow() > candle.long_shadow(),
        candle.upper_shadow() < very_short,
        candle.bottom() <= before.low + near,
    ]);
    if found { 100.0 } else { 0.0 }
}
