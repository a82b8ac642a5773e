//! CDL2CROWS: two crows.

use super::{BODY_LONG, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_LONG.at(2)];

/// Finds two crows: above a long white candle a black one opens a gap, and the next black one falls
/// back into the white body.
pub(crate) static CDL2CROWS: Operation = Operation {
    name: "CDL2CROWS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Two crows: after a long white candle and a gap up, two black candles fall back into its body; bearish.",
    formula: "−100 where candle 1 is white and long, 2 is black with its body above 1's, 3 is black, opens in the body of 2 and closes in the body of 1; long: body > mean body of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.crows = ta::CDL2CROWS(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [long]: [f64; 1]) -> f64 {
    let found = all([
        first.is_white(),
        first.body() > long,
        second.is_black(),
        second.body_gaps_above(first),
        third.is_black(),
        third.open < second.open,
        third.open > second.close,
        third.close > first.open,
        third.close < first.close,
    ]);
    if found { -100.0 } else { 0.0 }
}
