//! CDLCONCEALBABYSWALL: the concealing baby swallow.

use super::{Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] =
    [SHADOW_VERY_SHORT.at(3), SHADOW_VERY_SHORT.at(2), SHADOW_VERY_SHORT.at(1)];

/// Finds a concealing baby swallow: two black candles without shadows, a third that gaps down but
/// reaches back up with its shadow, and a fourth that engulfs it, shadows included.
pub(crate) static CDLCONCEALBABYSWALL: Operation = Operation {
    name: "CDLCONCEALBABYSWALL",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(4, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Concealing baby swallow: four black candles, the last of which swallows the third; bullish.",
    formula: "100 where candles 1 to 4 are black, 1 and 2 have very short shadows, the body of 3 lies below that of 2 while its upper shadow reaches into it, and 4 has a higher high and a lower low than 3; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.swallow = ta::CDLCONCEALBABYSWALL(df);",
};

#[inline(always)]
fn rule(
    [first, second, third, fourth]: [Candle; 4],
    [very_short_1, very_short_2, very_short_3]: [f64; 3],
) -> f64 {
    let found = all([
        first.is_black(),
        second.is_black(),
        third.is_black(),
        fourth.is_black(),
        first.lower_shadow() < very_short_1,
        first.upper_shadow() < very_short_1,
        second.lower_shadow() < very_short_2,
        second.upper_shadow() < very_short_2,
        third.body_gaps_below(second),
        third.upper_shadow() > very_short_3,
        third.high > second.close,
        fourth.high > third.high,
        fourth.low < third.low,
    ]);
    if found { 100.0 } else { 0.0 }
}
