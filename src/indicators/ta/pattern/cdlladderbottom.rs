//! CDLLADDERBOTTOM: the ladder bottom.

use super::{Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [SHADOW_VERY_SHORT.at(1)];

/// Finds a ladder bottom: three black candles that step down, a fourth with an upper shadow, and a
/// white one that opens above its body and closes above its high.
pub(crate) static CDLLADDERBOTTOM: Operation = Operation {
    name: "CDLLADDERBOTTOM",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(5, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Ladder bottom: black candles step down, the last with an upper shadow, and a white one breaks out above; bullish.",
    formula: "100 where candles 1 to 4 are black, 1, 2 and 3 have falling opens and closes, the upper shadow of 4 is not very short, 5 is white, opens above the open of 4 and closes above its high; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.ladder = ta::CDLLADDERBOTTOM(df);",
};

#[inline(always)]
fn rule([first, second, third, fourth, fifth]: [Candle; 5], [very_short]: [f64; 1]) -> f64 {
    let found = all([
        first.is_black(),
        second.is_black(),
        third.is_black(),
        first.open > second.open,
        second.open > third.open,
        first.close > second.close,
        second.close > third.close,
        fourth.is_black(),
        fourth.upper_shadow() > very_short,
        fifth.is_white(),
        fifth.open > fourth.open,
        fifth.close > fourth.high,
    ]);
    if found { 100.0 } else { 0.0 }
}
