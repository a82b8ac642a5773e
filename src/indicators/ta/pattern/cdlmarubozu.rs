//! CDLMARUBOZU: the marubozu.

use super::{BODY_LONG, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(0), SHADOW_VERY_SHORT.at(0)];

/// Finds a marubozu: a long body with hardly any shadows.
pub(crate) static CDLMARUBOZU: Operation = Operation {
    name: "CDLMARUBOZU",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Marubozu: a long body with hardly any shadows; bullish when white, bearish when black.",
    formula: "long body, very short shadows; 100 where white, −100 where black; long: body > mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.marubozu = ta::CDLMARUBOZU(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [long, very_short]: [f64; 2]) -> f64 {
    let found = all([
        candle.body() > long,
        candle.upper_shadow() < very_short,
        candle.lower_shadow() < very_short,
    ]);
    if found { 100.0 * candle.colour() } else { 0.0 }
}
