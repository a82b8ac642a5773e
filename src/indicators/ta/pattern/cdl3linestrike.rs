//! CDL3LINESTRIKE: three-line strike.

use super::{Candle, GROUP, Measure, NEAR, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [NEAR.at(3), NEAR.at(2)];

/// Finds a three-line strike: three candles of one colour that march on, and a fourth of the other
/// that takes it all back.
pub(crate) static CDL3LINESTRIKE: Operation = Operation {
    name: "CDL3LINESTRIKE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(4, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Three-line strike: three candles go one way and a fourth takes it all back; bullish after three white ones, bearish after three black ones.",
    formula: "candles 1, 2 and 3 have one colour and closes that go on in its direction, 2 and 3 open in or near the body before, 4 has the other colour, opens beyond the close of 3 and closes beyond the open of 1; 100 where the three are white, −100 where they are black; near: within 0.2 · mean range of the 5 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.strike = ta::CDL3LINESTRIKE(df);",
};

#[inline(always)]
fn rule([first, second, third, fourth]: [Candle; 4], [near_1, near_2]: [f64; 2]) -> f64 {
    let same = all([
        first.is_white() == second.is_white(),
        second.is_white() == third.is_white(),
        third.is_white() != fourth.is_white(),
    ]);
    let in_body = all([
        second.open >= first.bottom() - near_1,
        second.open <= first.top() + near_1,
        third.open >= second.bottom() - near_2,
        third.open <= second.top() + near_2,
    ]);
    let rises = all([
        third.is_white(),
        third.close > second.close,
        second.close > first.close,
        fourth.open > third.close,
        fourth.close < first.open,
    ]);
    let falls = all([
        third.is_black(),
        third.close < second.close,
        second.close < first.close,
        fourth.open < third.close,
        fourth.close > first.open,
    ]);
    if all([same, in_body, any([rises, falls])]) { 100.0 * third.colour() } else { 0.0 }
}
