//! CDLSPINNINGTOP: the spinning top.

use super::{BODY_SHORT, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_SHORT.at(0)];

/// Finds a spinning top: a short body between two shadows that are longer.
pub(crate) static CDLSPINNINGTOP: Operation = Operation {
    name: "CDLSPINNINGTOP",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Spinning top: a short body between two longer shadows; undecided, the sign tells only its colour.",
    formula: "short body, both shadows longer than it; 100 where white, −100 where black; short: body < mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.top = ta::CDLSPINNINGTOP(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [short]: [f64; 1]) -> f64 {
    let found = all([
        candle.body() < short,
        candle.upper_shadow() > candle.body(),
        candle.lower_shadow() > candle.body(),
    ]);
    if found { 100.0 * candle.colour() } else { 0.0 }
}
