//! CDLTASUKIGAP: the tasuki gap.

use super::{Candle, GROUP, Measure, NEAR, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [NEAR.at(1)];

/// Finds a tasuki gap: a gap, and a candle of the other colour and the same size that opens in the
/// body behind the gap and closes inside the gap.
pub(crate) static CDLTASUKIGAP: Operation = Operation {
    name: "CDLTASUKIGAP",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Tasuki gap: a candle turns back into a gap but does not close it; the trend goes on, bullish above the gap, bearish below.",
    formula: "the body of candle 2 has a gap to that of 1 in the direction of its colour, 3 has the other colour and a body near in size, opens in the body of 2 and closes inside the gap; 100 where 2 is white, −100 where it is black; near: within 0.2 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.tasuki = ta::CDLTASUKIGAP(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [near]: [f64; 1]) -> f64 {
    // Both ends of the first body are compared: the gap has no far side where one of them is NaN.
    let alike = (second.body() - third.body()).abs() < near;
    let rises = all([
        second.body_gaps_above(first),
        second.is_white(),
        third.is_black(),
        third.open < second.close,
        third.open > second.open,
        third.close < second.open,
        third.close > first.open,
        third.close > first.close,
    ]);
    let falls = all([
        second.body_gaps_below(first),
        second.is_black(),
        third.is_white(),
        third.open < second.open,
        third.open > second.close,
        third.close > second.open,
        third.close < first.open,
        third.close < first.close,
    ]);
    if all([alike, any([rises, falls])]) { 100.0 * second.colour() } else { 0.0 }
}
