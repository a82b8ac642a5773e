//! CDLBREAKAWAY: the breakaway.

use super::{BODY_LONG, Candle, GROUP, Measure, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_LONG.at(4)];

/// Finds a breakaway: a long candle, a gap in its direction, two candles more that go on, and a fifth
/// of the other colour that closes inside the gap.
pub(crate) static CDLBREAKAWAY: Operation = Operation {
    name: "CDLBREAKAWAY",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(5, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Breakaway: a gap, a run onwards, and a candle back into the gap; bullish after a fall, bearish after a rise.",
    formula: "candle 1 is long, 1, 2 and 4 have one colour and 5 the other, 2 opens a gap between the bodies in the direction of 1, 3 and 4 have highs and lows further on, 5 closes inside the gap; 100 where 1 is black, −100 where 1 is white; long: body > mean body of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.breakaway = ta::CDLBREAKAWAY(df);",
};

#[inline(always)]
fn rule([first, second, third, fourth, fifth]: [Candle; 5], [long]: [f64; 1]) -> f64 {
    let shape = all([
        first.body() > long,
        first.is_white() == second.is_white(),
        second.is_white() == fourth.is_white(),
        fourth.is_white() != fifth.is_white(),
    ]);
    let rises = all([
        first.is_black(),
        second.body_gaps_below(first),
        third.high < second.high,
        third.low < second.low,
        fourth.high < third.high,
        fourth.low < third.low,
        fifth.close > second.open,
        fifth.close < first.close,
    ]);
    let falls = all([
        first.is_white(),
        second.body_gaps_above(first),
        third.high > second.high,
        third.low > second.low,
        fourth.high > third.high,
        fourth.low > third.low,
        fifth.close < second.open,
        fifth.close > first.close,
    ]);
    if all([shape, any([rises, falls])]) { 100.0 * fifth.colour() } else { 0.0 }
}
