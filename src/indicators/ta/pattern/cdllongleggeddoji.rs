//! CDLLONGLEGGEDDOJI: the long-legged doji.

use super::{BODY_DOJI, Candle, GROUP, Measure, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_DOJI.at(0)];

/// Finds a long-legged doji: a doji with at least one long shadow.
pub(crate) static CDLLONGLEGGEDDOJI: Operation = Operation {
    name: "CDLLONGLEGGEDDOJI",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Long-legged doji: a doji with a long shadow; undecided, neither bullish nor bearish.",
    formula: "100 where the body is that of a doji and one of the shadows is longer than it; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.doji = ta::CDLLONGLEGGEDDOJI(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [doji]: [f64; 1]) -> f64 {
    let legs = any([
        candle.lower_shadow() > candle.long_shadow(),
        candle.upper_shadow() > candle.long_shadow(),
    ]);
    if all([candle.body() <= doji, legs]) { 100.0 } else { 0.0 }
}
