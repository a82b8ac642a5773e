//! CDLMORNINGDOJISTAR: the morning doji star.

use super::cdlmorningstar::rule;
use super::{BODY_DOJI, BODY_LONG, BODY_SHORT, GROUP, Measure, lookback, penetration, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [BODY_LONG.at(2), BODY_DOJI.at(1), BODY_SHORT.at(0)];

/// Finds a morning doji star: a morning star whose middle candle is a doji.
pub(crate) static CDLMORNINGDOJISTAR: Operation = Operation {
    name: "CDLMORNINGDOJISTAR",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[penetration(0.3)],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, parameters, outputs| scan(inputs, MEASURES, rule(parameters[0]), outputs[0]),
    summary: "Morning doji star: a long black candle, a doji below it, and a white candle back into the black body; bullish.",
    formula: "100 where candle 1 is black and long, 2 is a doji with its body below that of 1, 3 is white, not short, and closes above the close of 1 by more than penetration · body of 1; long: body > mean body of the 10 before; short: body < mean body of the 10 before; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.star = ta::CDLMORNINGDOJISTAR(df, 0.3);",
};
