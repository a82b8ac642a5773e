//! CDL3STARSINSOUTH: three stars in the south.

use super::{
    BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan,
};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 4] =
    [BODY_LONG.at(2), BODY_SHORT.at(0), SHADOW_VERY_SHORT.at(1), SHADOW_VERY_SHORT.at(0)];

/// Finds three stars in the south: three black candles that shrink, the first with a long lower
/// shadow, the last without shadows inside the range of the second.
pub(crate) static CDL3STARSINSOUTH: Operation = Operation {
    name: "CDL3STARSINSOUTH",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Three stars in the south: three black candles that grow smaller as the fall slows down; bullish.",
    formula: "100 where candles 1, 2 and 3 are black, 1 is long with a lower shadow longer than its body, 2 is smaller, opens above the close of 1 and within its range, and has a lower shadow and a low not below that of 1, 3 is short with very short shadows and inside the range of 2; long: body > mean body of the 10 before; short: body < mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.stars = ta::CDL3STARSINSOUTH(df);",
};

#[inline(always)]
fn rule(
    [first, second, third]: [Candle; 3],
    [long, short, very_short_2, very_short_3]: [f64; 4],
) -> f64 {
    let found = all([
        first.is_black(),
        second.is_black(),
        third.is_black(),
        first.body() > long,
        first.lower_shadow() > first.long_shadow(),
        second.body() < first.body(),
        second.open > first.close,
        second.open <= first.high,
        second.low < first.close,
        second.low >= first.low,
        second.lower_shadow() > very_short_2,
        third.body() < short,
        third.lower_shadow() < very_short_3,
        third.upper_shadow() < very_short_3,
        third.low > second.low,
        third.high < second.high,
    ]);
    if found { 100.0 } else { 0.0 }
}
