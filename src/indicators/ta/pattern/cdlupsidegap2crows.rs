//! CDLUPSIDEGAP2CROWS: the upside gap two crows.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(2), BODY_SHORT.at(1)];

/// Finds upside gap two crows: a long white candle, a short black one above a gap, and a black one that
/// engulfs it but does not close the gap.
pub(crate) static CDLUPSIDEGAP2CROWS: Operation = Operation {
    name: "CDLUPSIDEGAP2CROWS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Upside gap two crows: two black candles above a gap, the second engulfing the first; bearish.",
    formula: "−100 where candle 1 is white and long, 2 is black and short with its body above that of 1, 3 is black, its body engulfs that of 2, and it closes above the close of 1; long: body > mean body of the 10 before; short: body ≤ mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.crows = ta::CDLUPSIDEGAP2CROWS(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [long, short]: [f64; 2]) -> f64 {
    let found = all([
        first.is_white(),
        first.body() > long,
        second.is_black(),
        second.body() <= short,
        second.body_gaps_above(first),
        third.is_black(),
        third.open > second.open,
        third.close < second.close,
        third.close > first.close,
    ]);
    if found { -100.0 } else { 0.0 }
}
