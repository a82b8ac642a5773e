//! CDLRISEFALL3METHODS: the rising and falling three methods.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 5] =
    [BODY_LONG.at(4), BODY_SHORT.at(3), BODY_SHORT.at(2), BODY_SHORT.at(1), BODY_LONG.at(0)];

/// Finds the rising or falling three methods: a long candle, three short ones of the other colour
/// within its range, and a long one that goes on in the first direction.
pub(crate) static CDLRISEFALL3METHODS: Operation = Operation {
    name: "CDLRISEFALL3METHODS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(5, &MEASURES),
    memory: Memory::Window,
    cost: |_| 6.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Rising or falling three methods: three short candles pause within the range of a long one, and a long one goes on; bullish when white, bearish when black.",
    formula: "candles 1 and 5 are long and of one colour, 2, 3 and 4 are short, of the other colour, with bodies that touch the range of 1 and closes that go against it, 5 opens beyond the close of 4 and closes beyond that of 1; 100 where 1 is white, −100 where it is black; long: body > mean body of the 10 before; short: body < mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.methods = ta::CDLRISEFALL3METHODS(df);",
};

#[inline(always)]
fn rule(
    [first, second, third, fourth, fifth]: [Candle; 5],
    [long_1, short_2, short_3, short_4, long_5]: [f64; 5],
) -> f64 {
    let direction = first.colour();
    let found = all([
        first.body() > long_1,
        second.body() < short_2,
        third.body() < short_3,
        fourth.body() < short_4,
        fifth.body() > long_5,
        first.is_white() != second.is_white(),
        second.is_white() == third.is_white(),
        third.is_white() == fourth.is_white(),
        fourth.is_white() != fifth.is_white(),
        second.bottom() < first.high,
        second.top() > first.low,
        third.bottom() < first.high,
        third.top() > first.low,
        fourth.bottom() < first.high,
        fourth.top() > first.low,
        third.close * direction < second.close * direction,
        fourth.close * direction < third.close * direction,
        fifth.open * direction > fourth.close * direction,
        fifth.close * direction > first.close * direction,
    ]);
    if found { 100.0 * direction } else { 0.0 }
}
