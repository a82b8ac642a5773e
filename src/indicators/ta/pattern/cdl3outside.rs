//! CDL3OUTSIDE: three outside up or down.

use super::{Candle, GROUP, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

/// Finds three outside up or down: a body that engulfs the one before, and a third candle that closes
/// further on.
///
/// TA-Lib leaves out one candle more than it looks at.
pub(crate) static CDL3OUTSIDE: Operation = Operation {
    name: "CDL3OUTSIDE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(4, &[]),
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| scan(inputs, [], rule, outputs[0]),
    summary: "Three outside: an engulfing body that the third candle confirms by closing further on; bullish up, bearish down.",
    formula: "the body of candle 2 engulfs that of 1, which has the other colour; 100 where 2 is white and 3 closes higher, −100 where 2 is black and 3 closes lower",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.outside = ta::CDL3OUTSIDE(df);",
};

#[inline(always)]
fn rule([_, first, second, third]: [Candle; 4], []: [f64; 0]) -> f64 {
    let rises = all([
        first.is_black(),
        second.is_white(),
        second.close > first.open,
        second.open < first.close,
        third.close > second.close,
    ]);
    let falls = all([
        first.is_white(),
        second.is_black(),
        second.open > first.close,
        second.close < first.open,
        third.close < second.close,
    ]);
    if any([rises, falls]) { 100.0 * second.colour() } else { 0.0 }
}
