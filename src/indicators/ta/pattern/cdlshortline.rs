//! CDLSHORTLINE: the short line.

use super::{BODY_SHORT, Candle, GROUP, Measure, SHADOW_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_SHORT.at(0), SHADOW_SHORT.at(0)];

/// Finds a short line: a short body with short shadows.
pub(crate) static CDLSHORTLINE: Operation = Operation {
    name: "CDLSHORTLINE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Short line: a short body with short shadows; little happened, the sign tells only its colour.",
    formula: "short body, short shadows; 100 where white, −100 where black; short: body < mean body of the 10 before; short shadow: < half the mean of both shadows of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.line = ta::CDLSHORTLINE(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [short, short_shadow]: [f64; 2]) -> f64 {
    let found = all([
        candle.body() < short,
        candle.upper_shadow() < short_shadow,
        candle.lower_shadow() < short_shadow,
    ]);
    if found { 100.0 * candle.colour() } else { 0.0 }
}
