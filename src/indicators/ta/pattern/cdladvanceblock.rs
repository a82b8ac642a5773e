//! CDLADVANCEBLOCK: the advance block.

use super::{BODY_LONG, Candle, FAR, GROUP, Measure, NEAR, SHADOW_SHORT, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 8] = [
    BODY_LONG.at(2),
    SHADOW_SHORT.at(2),
    SHADOW_SHORT.at(1),
    SHADOW_SHORT.at(0),
    NEAR.at(2),
    NEAR.at(1),
    FAR.at(2),
    FAR.at(1),
];

/// Finds an advance block: three white candles that close higher and higher but lose their strength,
/// by smaller bodies or by longer upper shadows.
pub(crate) static CDLADVANCEBLOCK: Operation = Operation {
    name: "CDLADVANCEBLOCK",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 9.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Advance block: three white candles that still rise but with smaller bodies or longer upper shadows; bearish.",
    formula: "−100 where candles 1, 2 and 3 are white with rising closes, 2 and 3 open above the open before and in or near that body, 1 is long with a short upper shadow, and one holds: 2 is far smaller than 1 and 3 not longer than 2; 3 is far smaller than 2; bodies shrink twice and the upper shadow of 2 or 3 is not short; 3 is smaller than 2 and its upper shadow longer than its body; long: body > mean body of the 10 before; short shadow: < half the mean of both shadows of the 10 before; near: within 0.2 · mean range of the 5 before; far: by more than 0.6 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.block = ta::CDLADVANCEBLOCK(df);",
};

#[inline(always)]
fn rule(
    [first, second, third]: [Candle; 3],
    [long, short_1, short_2, short_3, near_1, near_2, far_1, far_2]: [f64; 8],
) -> f64 {
    let advance = all([
        first.is_white(),
        second.is_white(),
        third.is_white(),
        third.close > second.close,
        second.close > first.close,
        second.open > first.open,
        second.open <= first.close + near_1,
        third.open > second.open,
        third.open <= second.close + near_2,
        first.body() > long,
        first.upper_shadow() < short_1,
    ]);
    let smaller = third.body() < second.body();
    let second_fails =
        all([second.body() < first.body() - far_1, third.body() < second.body() + near_2]);
    let third_fails = third.body() < second.body() - far_2;
    let both_shrink = all([
        smaller,
        second.body() < first.body(),
        any([third.upper_shadow() > short_3, second.upper_shadow() > short_2]),
    ]);
    let thrown_back = all([smaller, third.upper_shadow() > third.long_shadow()]);
    let blocked = any([second_fails, third_fails, both_shrink, thrown_back]);
    if all([advance, blocked]) { -100.0 } else { 0.0 }
}
