//! CDLTAKURI: the takuri line.

use super::{BODY_DOJI, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_DOJI.at(0), SHADOW_VERY_SHORT.at(0)];

/// Finds a takuri line: a dragonfly doji with a very long lower shadow.
pub(crate) static CDLTAKURI: Operation = Operation {
    name: "CDLTAKURI",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Takuri: a dragonfly doji with a very long lower shadow; bullish after a fall.",
    formula: "100 where the body is that of a doji, the upper shadow very short, and the lower longer than twice the body; doji: body ≤ 0.1 · mean range of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.takuri = ta::CDLTAKURI(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [doji, very_short]: [f64; 2]) -> f64 {
    let found = all([
        candle.body() <= doji,
        candle.upper_shadow() < very_short,
        candle.lower_shadow() > candle.very_long_shadow(),
    ]);
    if found { 100.0 } else { 0.0 }
}
