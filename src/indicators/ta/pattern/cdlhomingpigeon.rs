//! CDLHOMINGPIGEON: the homing pigeon.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(1), BODY_SHORT.at(0)];

/// Finds a homing pigeon: a short black body inside the long black body before.
pub(crate) static CDLHOMINGPIGEON: Operation = Operation {
    name: "CDLHOMINGPIGEON",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Homing pigeon: a short black body inside a long black one; bullish after a fall.",
    formula: "100 where candles 1 and 2 are black, 1 is long, and the short body of 2 lies inside its body; long: body > mean body of the 10 before; short: body ≤ mean body of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.pigeon = ta::CDLHOMINGPIGEON(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], [long, short]: [f64; 2]) -> f64 {
    let found = all([
        first.is_black(),
        second.is_black(),
        first.body() > long,
        second.body() <= short,
        second.open < first.open,
        second.close > first.close,
    ]);
    if found { 100.0 } else { 0.0 }
}
