//! CDLXSIDEGAP3METHODS: the upside and downside gap three methods.

use super::{Candle, GROUP, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

/// Finds the gap three methods: two candles of one colour with a gap between, and one of the other
/// that opens in the second body and closes in the first.
pub(crate) static CDLXSIDEGAP3METHODS: Operation = Operation {
    name: "CDLXSIDEGAP3METHODS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &[]),
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| scan(inputs, [], rule, outputs[0]),
    summary: "Gap three methods: a candle closes the gap between two of the other colour; the trend goes on, bullish upwards, bearish downwards.",
    formula: "candles 1 and 2 have one colour and a gap between their bodies in its direction, 3 has the other, opens in the body of 2 and closes in the body of 1; 100 where 1 is white, −100 where it is black",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.methods = ta::CDLXSIDEGAP3METHODS(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], []: [f64; 0]) -> f64 {
    let shape = all([
        first.is_white() == second.is_white(),
        second.is_white() != third.is_white(),
        third.open < second.top(),
        third.open > second.bottom(),
        third.close < first.top(),
        third.close > first.bottom(),
    ]);
    let up = all([first.is_white(), second.body_gaps_above(first)]);
    let down = all([first.is_black(), second.body_gaps_below(first)]);
    if all([shape, any([up, down])]) { 100.0 * first.colour() } else { 0.0 }
}
