//! CDLBELTHOLD: the belt-hold.

use super::{BODY_LONG, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(0), SHADOW_VERY_SHORT.at(0)];

/// Finds a belt-hold: a long candle that opens at its low and rises, or at its high and falls.
pub(crate) static CDLBELTHOLD: Operation = Operation {
    name: "CDLBELTHOLD",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Belt-hold: a long candle that opens at one end of its range and runs to the other; bullish when white, bearish when black.",
    formula: "long body; 100 where white with a very short lower shadow, −100 where black with a very short upper shadow; long: body > mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.belt = ta::CDLBELTHOLD(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [long, very_short]: [f64; 2]) -> f64 {
    let rises = all([candle.is_white(), candle.lower_shadow() < very_short]);
    let falls = all([candle.is_black(), candle.upper_shadow() < very_short]);
    if all([candle.body() > long, any([rises, falls])]) { 100.0 * candle.colour() } else { 0.0 }
}
