//! CDLDOJISTAR: the doji star.

use super::{BODY_DOJI, BODY_LONG, Candle, GROUP, Measure, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(1), BODY_DOJI.at(0)];

/// Finds a doji star: a doji that gaps away from a long candle, in its direction.
pub(crate) static CDLDOJISTAR: Operation = Operation {
    name: "CDLDOJISTAR",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Doji star: a doji that gaps away from a long candle; bullish below a black one, bearish above a white one.",
    formula: "candle 1 is long, 2 is a doji; 100 where 1 is black and the body of 2 lies below its body, −100 where 1 is white and the body of 2 lies above; long: body > mean body of the 10 before; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.star = ta::CDLDOJISTAR(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], [long, doji]: [f64; 2]) -> f64 {
    let bodies = all([first.body() > long, second.body() <= doji]);
    let above = all([first.is_white(), second.body_gaps_above(first)]);
    let below = all([first.is_black(), second.body_gaps_below(first)]);
    if all([bodies, any([above, below])]) { -100.0 * first.colour() } else { 0.0 }
}
