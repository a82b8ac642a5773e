//! CDLKICKING: the kicking pattern.

use super::{BODY_LONG, Candle, GROUP, Measure, SHADOW_VERY_SHORT, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

pub(super) const MEASURES: [Measure; 4] =
    [BODY_LONG.at(1), BODY_LONG.at(0), SHADOW_VERY_SHORT.at(1), SHADOW_VERY_SHORT.at(0)];

/// Finds kicking: a marubozu of one colour, and one of the other that gaps away from it.
pub(crate) static CDLKICKING: Operation = Operation {
    name: "CDLKICKING",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Kicking: two long candles without shadows, of different colours, with a gap between; bullish when the second is white, bearish when black.",
    formula: "candles 1 and 2 are long, of different colours, with very short shadows; 100 where 1 is black and 2 lies wholly above it, −100 where 1 is white and 2 lies wholly below; long: body > mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.kicking = ta::CDLKICKING(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], sizes: [f64; 4]) -> f64 {
    if kicks([first, second], sizes) { 100.0 * second.colour() } else { 0.0 }
}

/// Whether two candles kick, whichever of them tells the direction.
#[inline(always)]
pub(super) fn kicks(
    [first, second]: [Candle; 2],
    [long_1, long_2, very_short_1, very_short_2]: [f64; 4],
) -> bool {
    let shape = all([
        first.is_white() != second.is_white(),
        first.body() > long_1,
        first.upper_shadow() < very_short_1,
        first.lower_shadow() < very_short_1,
        second.body() > long_2,
        second.upper_shadow() < very_short_2,
        second.lower_shadow() < very_short_2,
    ]);
    let up = all([first.is_black(), second.gaps_above(first)]);
    let down = all([first.is_white(), second.gaps_below(first)]);
    all([shape, any([up, down])])
}
