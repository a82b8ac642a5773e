//! CDL3INSIDE: three inside up or down.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(2), BODY_SHORT.at(1)];

/// Finds three inside up or down: a short body inside a long one, and a third candle that closes
/// beyond the long one's open.
pub(crate) static CDL3INSIDE: Operation = Operation {
    name: "CDL3INSIDE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Three inside: a harami that the third candle confirms, closing beyond the first one's open; bullish up, bearish down.",
    formula: "candle 1 is long, the short body of 2 lies inside its body; 100 where 1 is black and 3 is white and closes above the open of 1, −100 where 1 is white and 3 is black and closes below the open of 1; long: body > mean body of the 10 before; short: body ≤ mean body of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.inside = ta::CDL3INSIDE(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [long, short]: [f64; 2]) -> f64 {
    let inside = all([
        first.body() > long,
        second.body() <= short,
        second.top() < first.top(),
        second.bottom() > first.bottom(),
    ]);
    let falls = all([first.is_white(), third.is_black(), third.close < first.open]);
    let rises = all([first.is_black(), third.is_white(), third.close > first.open]);
    if all([inside, any([falls, rises])]) { -100.0 * first.colour() } else { 0.0 }
}
