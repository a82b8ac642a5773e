//! CDLTHRUSTING: the thrusting line.

use super::{BODY_LONG, Candle, EQUAL, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(1), EQUAL.at(1)];

/// Finds a thrusting line: a white candle that opens below the low of a long black one and closes in
/// the lower half of its body.
pub(crate) static CDLTHRUSTING: Operation = Operation {
    name: "CDLTHRUSTING",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Thrusting: after a long black candle a white one comes back into its body, but not to the middle; the fall goes on, bearish.",
    formula: "−100 where candle 1 is black and long, 2 is white, opens below the low of 1 and closes above its close, not equal, but at most in the middle of its body; long: body > mean body of the 10 before; equal: within 0.05 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.thrusting = ta::CDLTHRUSTING(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], [long, equal]: [f64; 2]) -> f64 {
    let found = all([
        first.is_black(),
        first.body() > long,
        second.is_white(),
        second.open < first.low,
        second.close > first.close + equal,
        second.close <= first.close + first.body() * 0.5,
    ]);
    if found { -100.0 } else { 0.0 }
}
