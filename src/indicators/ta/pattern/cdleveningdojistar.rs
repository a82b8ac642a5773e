//! CDLEVENINGDOJISTAR: the evening doji star.

use super::cdleveningstar::rule;
use super::{BODY_DOJI, BODY_LONG, BODY_SHORT, GROUP, Measure, lookback, penetration, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [BODY_LONG.at(2), BODY_DOJI.at(1), BODY_SHORT.at(0)];

/// Finds an evening doji star: an evening star whose middle candle is a doji.
pub(crate) static CDLEVENINGDOJISTAR: Operation = Operation {
    name: "CDLEVENINGDOJISTAR",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[penetration(0.3)],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, parameters, outputs| scan(inputs, MEASURES, rule(parameters[0]), outputs[0]),
    summary: "Evening doji star: a long white candle, a doji above it, and a black candle back into the white body; bearish.",
    formula: "−100 where candle 1 is white and long, 2 is a doji with its body above that of 1, 3 is black, not short, and closes below the close of 1 by more than penetration · body of 1; long: body > mean body of the 10 before; short: body < mean body of the 10 before; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.star = ta::CDLEVENINGDOJISTAR(df, 0.3);",
};
