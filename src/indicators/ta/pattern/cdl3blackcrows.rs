//! CDL3BLACKCROWS: three black crows.

use super::{Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] =
    [SHADOW_VERY_SHORT.at(2), SHADOW_VERY_SHORT.at(1), SHADOW_VERY_SHORT.at(0)];

/// Finds three black crows: after a white candle, three black ones that close lower and lower, each
/// near its low, and open in the body before.
pub(crate) static CDL3BLACKCROWS: Operation = Operation {
    name: "CDL3BLACKCROWS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(4, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Three black crows: three black candles in a row, each closing near its low and lower than the last; bearish.",
    formula: "−100 where candle 1 is white, 2, 3 and 4 are black with falling closes and very short lower shadows, 3 and 4 open in the body before, and 2 closes below the high of 1; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.crows = ta::CDL3BLACKCROWS(df);",
};

#[inline(always)]
fn rule(
    [first, second, third, fourth]: [Candle; 4],
    [very_short_2, very_short_3, very_short_4]: [f64; 3],
) -> f64 {
    let found = all([
        first.is_white(),
        second.is_black(),
        third.is_black(),
        fourth.is_black(),
        third.open < second.open,
        third.open > second.close,
        fourth.open < third.open,
        fourth.open > third.close,
        first.high > second.close,
        second.close > third.close,
        third.close > fourth.close,
        second.lower_shadow() < very_short_2,
        third.lower_shadow() < very_short_3,
        fourth.lower_shadow() < very_short_4,
    ]);
    if found { -100.0 } else { 0.0 }
}
