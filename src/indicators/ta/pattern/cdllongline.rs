//! CDLLONGLINE: the long line.

use super::{BODY_LONG, Candle, GROUP, Measure, SHADOW_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(0), SHADOW_SHORT.at(0)];

/// Finds a long line: a long body with short shadows.
pub(crate) static CDLLONGLINE: Operation = Operation {
    name: "CDLLONGLINE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Long line: a long body with short shadows; bullish when white, bearish when black.",
    formula: "long body, short shadows; 100 where white, −100 where black; long: body > mean body of the 10 before; short shadow: < half the mean of both shadows of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.line = ta::CDLLONGLINE(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [long, short]: [f64; 2]) -> f64 {
    let found =
        all([candle.body() > long, candle.upper_shadow() < short, candle.lower_shadow() < short]);
    if found { 100.0 * candle.colour() } else { 0.0 }
}
