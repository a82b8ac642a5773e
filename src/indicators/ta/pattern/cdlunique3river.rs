//! CDLUNIQUE3RIVER: the unique three river bottom.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(2), BODY_SHORT.at(0)];

/// Finds a unique three river bottom: a long black candle, a black harami with a lower low, and a short
/// white one below that does not go as low.
pub(crate) static CDLUNIQUE3RIVER: Operation = Operation {
    name: "CDLUNIQUE3RIVER",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Unique three river: a long black candle, a black one inside it with a lower low, and a short white one; bullish.",
    formula: "100 where candle 1 is black and long, 2 is black with its body inside that of 1 and a lower low, 3 is white and short and opens above the low of 2; long: body > mean body of the 10 before; short: body < mean body of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.river = ta::CDLUNIQUE3RIVER(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [long, short]: [f64; 2]) -> f64 {
    let found = all([
        first.body() > long,
        first.is_black(),
        second.is_black(),
        second.close > first.close,
        second.open <= first.open,
        second.low < first.low,
        third.body() < short,
        third.is_white(),
        third.open > second.low,
    ]);
    if found { 100.0 } else { 0.0 }
}
