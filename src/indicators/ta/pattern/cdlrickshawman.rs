//! CDLRICKSHAWMAN: the rickshaw man.

use super::{BODY_DOJI, Candle, GROUP, Measure, NEAR, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_DOJI.at(0), NEAR.at(0)];

/// Finds a rickshaw man: a doji in the middle of its range, between two long shadows.
pub(crate) static CDLRICKSHAWMAN: Operation = Operation {
    name: "CDLRICKSHAWMAN",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Rickshaw man: a doji in the middle of its range, with two long shadows; undecided, neither bullish nor bearish.",
    formula: "100 where the body is that of a doji, both shadows are longer than it, and it lies near the middle of the range; doji: body ≤ 0.1 · mean range of the 10 before; near: within 0.2 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.rickshaw = ta::CDLRICKSHAWMAN(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [doji, near]: [f64; 2]) -> f64 {
    let middle = candle.low + candle.range() / 2.0;
    let found = all([
        candle.body() <= doji,
        candle.lower_shadow() > candle.long_shadow(),
        candle.upper_shadow() > candle.long_shadow(),
        candle.bottom() <= middle + near,
        candle.top() >= middle - near,
    ]);
    if found { 100.0 } else { 0.0 }
}
