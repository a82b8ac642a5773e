//! CDLCLOSINGMARUBOZU: the closing marubozu.

use super::{BODY_LONG, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(0), SHADOW_VERY_SHORT.at(0)];

/// Finds a closing marubozu: a long candle that closes at the end of its range.
pub(crate) static CDLCLOSINGMARUBOZU: Operation = Operation {
    name: "CDLCLOSINGMARUBOZU",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(1, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Closing marubozu: a long candle that closes at its high or low; bullish when white, bearish when black.",
    formula: "long body; 100 where white with a very short upper shadow, −100 where black with a very short lower shadow; long: body > mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.marubozu = ta::CDLCLOSINGMARUBOZU(df);",
};

#[inline(always)]
fn rule([candle]: [Candle; 1], [long, very_short]: [f64; 2]) -> f64 {
    let rises = all([candle.is_white(), candle.upper_shadow() < very_short]);
    let falls = all([candle.is_black(), candle.lower_shadow() < very_short]);
    if all([candle.body() > long, any([rises, falls])]) { 100.0 * candle.colour() } else { 0.0 }
}
