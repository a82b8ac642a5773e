//! CDLHARAMI: the harami.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(1), BODY_SHORT.at(0)];

/// Finds a harami: a short body inside the long body before.
///
/// 80 instead of 100 where the bodies end at the same price on one side or both.
pub(crate) static CDLHARAMI: Operation = Operation {
    name: "CDLHARAMI",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Harami: a short body inside the long body before; bullish after a black candle, bearish after a white one.",
    formula: "candle 1 is long, the short body of 2 lies inside its body; 100 where 1 is black, −100 where it is white; 80 and −80 where the bodies end at the same price; long: body > mean body of the 10 before; short: body ≤ mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.harami = ta::CDLHARAMI(df);",
};

#[inline(always)]
pub(super) fn rule([first, second]: [Candle; 2], [long, small]: [f64; 2]) -> f64 {
    let bodies = all([first.body() > long, second.body() <= small]);
    let inside = all([second.top() < first.top(), second.bottom() > first.bottom()]);
    let touching = all([second.top() <= first.top(), second.bottom() >= first.bottom()]);
    let strength = if inside { 100.0 } else { 80.0 };
    if all([bodies, any([inside, touching])]) { -strength * first.colour() } else { 0.0 }
}
