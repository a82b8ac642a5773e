//! CDLGAPSIDESIDEWHITE: side-by-side white lines after a gap.

use super::{Candle, EQUAL, GROUP, Measure, NEAR, all, lookback, scan, within};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [NEAR.at(1), EQUAL.at(1)];

/// Finds two white candles of the same size side by side, both with a gap to the same side of the
/// candle before.
pub(crate) static CDLGAPSIDESIDEWHITE: Operation = Operation {
    name: "CDLGAPSIDESIDEWHITE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Gap side-by-side white lines: two equal white candles behind a gap; the trend goes on, bullish above the gap, bearish below.",
    formula: "candles 2 and 3 are white, their bodies near in size and their opens equal; 100 where both bodies lie above that of 1, −100 where both lie below; near: within 0.2 · mean range of the 5 before; equal: within 0.05 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.lines = ta::CDLGAPSIDESIDEWHITE(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [near, equal]: [f64; 2]) -> f64 {
    let up = all([second.body_gaps_above(first), third.body_gaps_above(first)]);
    let down = all([second.body_gaps_below(first), third.body_gaps_below(first)]);
    let alike = all([
        second.is_white(),
        third.is_white(),
        within(third.body(), near, second.body()),
        within(third.open, equal, second.open),
    ]);
    if all([alike, up]) {
        100.0
    } else if all([alike, down]) {
        -100.0
    } else {
        0.0
    }
}
