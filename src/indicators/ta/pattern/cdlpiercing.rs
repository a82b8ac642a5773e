//! CDLPIERCING: the piercing line.

use super::{BODY_LONG, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(1), BODY_LONG.at(0)];

/// Finds a piercing line: a long white candle that opens below the low of a long black one and closes
/// in the upper half of its body.
pub(crate) static CDLPIERCING: Operation = Operation {
    name: "CDLPIERCING",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Piercing: a long white candle opens below a long black one and closes in the upper half of its body; bullish.",
    formula: "100 where candle 1 is black and long, 2 is white and long, opens below the low of 1 and closes in the upper half of its body; long: body > mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.piercing = ta::CDLPIERCING(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], [long_1, long_2]: [f64; 2]) -> f64 {
    let found = all([
        first.is_black(),
        first.body() > long_1,
        second.is_white(),
        second.body() > long_2,
        second.open < first.low,
        second.close < first.open,
        second.close > first.close + first.body() * 0.5,
    ]);
    if found { 100.0 } else { 0.0 }
}
