//! CDLCOUNTERATTACK: the counterattack.

use super::{BODY_LONG, Candle, EQUAL, GROUP, Measure, all, lookback, scan, within};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [BODY_LONG.at(1), BODY_LONG.at(0), EQUAL.at(1)];

/// Finds a counterattack: two long candles of different colours that close at the same price.
pub(crate) static CDLCOUNTERATTACK: Operation = Operation {
    name: "CDLCOUNTERATTACK",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Counterattack: a long candle the other way that closes where the last one did; bullish when it is white, bearish when black.",
    formula: "candles 1 and 2 are long, of different colours, and their closes are equal; 100 where 2 is white, −100 where it is black; long: body > mean body of the 10 before; equal: within 0.05 · mean range of the 5 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.counter = ta::CDLCOUNTERATTACK(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], [long_1, long_2, equal]: [f64; 3]) -> f64 {
    let found = all([
        first.is_white() != second.is_white(),
        first.body() > long_1,
        second.body() > long_2,
        within(second.close, equal, first.close),
    ]);
    if found { 100.0 * second.colour() } else { 0.0 }
}
