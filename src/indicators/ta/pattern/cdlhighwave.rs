//! CDLHIGHWAVE: the high-wave candle.

use super::{BODY_SHORT, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_SHORT.at(0)];

/// Finds a high-wave candle: a short body between two very long shadows.
pub(crate) static CDLHIGHWAVE: Operation = Operation {
    name: "CDLHIGHWAVE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "High-wave candle: a short body between two very long shadows; undecided, the sign tells only its colour.",
    formula: "short body, both shadows longer than twice the body; 100 where white, −100 where black; short: body < mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.wave = ta::CDLHIGHWAVE(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [short]: [f64; 1]) -> f64 {
    let found = all([
        candle.body() < short,
        candle.upper_shadow() > candle.very_long_shadow(),
        candle.lower_shadow() > candle.very_long_shadow(),
    ]);
    if found { 100.0 * candle.colour() } else { 0.0 }
}
