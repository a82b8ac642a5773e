//! CDLSEPARATINGLINES: separating lines.

use super::{
    BODY_LONG, Candle, EQUAL, GROUP, Measure, SHADOW_VERY_SHORT, all, any, lookback, scan, within,
};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [EQUAL.at(1), BODY_LONG.at(0), SHADOW_VERY_SHORT.at(0)];

/// Finds separating lines: a belt-hold that opens where the candle before, of the other colour,
/// opened.
pub(crate) static CDLSEPARATINGLINES: Operation = Operation {
    name: "CDLSEPARATINGLINES",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Separating lines: a long candle that opens where the last one, of the other colour, opened; the trend goes on, bullish when white, bearish when black.",
    formula: "candles 1 and 2 have different colours and equal opens, 2 is long; 100 where 2 is white with a very short lower shadow, −100 where it is black with a very short upper shadow; long: body > mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before; equal: within 0.05 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.lines = ta::CDLSEPARATINGLINES(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], [equal, long, very_short]: [f64; 3]) -> f64 {
    let shape = all([
        first.is_white() != second.is_white(),
        within(second.open, equal, first.open),
        second.body() > long,
    ]);
    let rises = all([second.is_white(), second.lower_shadow() < very_short]);
    let falls = all([second.is_black(), second.upper_shadow() < very_short]);
    if all([shape, any([rises, falls])]) { 100.0 * second.colour() } else { 0.0 }
}
