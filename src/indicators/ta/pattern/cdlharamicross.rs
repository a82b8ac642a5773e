//! CDLHARAMICROSS: the harami cross.

use super::cdlharami::rule;
use super::{BODY_DOJI, BODY_LONG, GROUP, Measure, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 2] = [BODY_LONG.at(1), BODY_DOJI.at(0)];

/// Finds a harami cross: a doji inside the long body before.
///
/// 80 instead of 100 where the bodies end at the same price on one side or both.
pub(crate) static CDLHARAMICROSS: Operation = Operation {
    name: "CDLHARAMICROSS",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Harami cross: a doji inside the long body before; bullish after a black candle, bearish after a white one.",
    formula: "candle 1 is long, 2 is a doji with its body inside that of 1; 100 where 1 is black, −100 where it is white; 80 and −80 where the bodies end at the same price; long: body > mean body of the 10 before; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.cross = ta::CDLHARAMICROSS(df);",
};
