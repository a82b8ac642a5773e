//! CDLINVERTEDHAMMER: the inverted hammer.

use super::{BODY_SHORT, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_SHORT.at(0), SHADOW_VERY_SHORT.at(0)];

/// Finds an inverted hammer: a short body with a long upper shadow, a gap below the body before.
pub(crate) static CDLINVERTEDHAMMER: Operation = Operation {
    name: "CDLINVERTEDHAMMER",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Inverted hammer: a short body below a long upper shadow, after a gap down; bullish after a fall.",
    formula: "100 where the body is short, the upper shadow longer than it, the lower very short, and the body lies below the body before; short: body < mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.hammer = ta::CDLINVERTEDHAMMER(df);",
};

#[inline(always)]
fn rule([before, candle]: [Candle; 2], [short, very_short]: [f64; 2]) -> f64 {
    let found = all([
        candle.body() < short,
        candle.upper_shadow() > candle.long_shadow(),
        candle.lower_shadow() < very_short,
        candle.body_gaps_below(before),
    ]);
    if found { 100.0 } else { 0.0 }
}
