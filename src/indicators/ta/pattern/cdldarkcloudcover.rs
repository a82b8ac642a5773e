//! CDLDARKCLOUDCOVER: the dark cloud cover.

use super::{BODY_LONG, Candle, GROUP, Measure, all, lookback, penetration, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_LONG.at(1)];

/// Finds a dark cloud cover: a black candle that opens above the high of a long white one and closes
/// deep in its body.
pub(crate) static CDLDARKCLOUDCOVER: Operation = Operation {
    name: "CDLDARKCLOUDCOVER",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[penetration(0.5)],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| scan(inputs, MEASURES, rule(parameters[0]), outputs[0]),
    summary: "Dark cloud cover: a black candle opens above a long white one and closes deep in its body; bearish.",
    formula: "−100 where candle 1 is white and long, 2 is black, opens above the high of 1 and closes in its body, deeper than penetration · body; long: body > mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.cloud = ta::CDLDARKCLOUDCOVER(df, 0.5);",
};

fn rule(penetration: f64) -> impl Fn([Candle; 2], [f64; 1]) -> f64 {
    #[inline(always)]
    move |[first, second], [long]| {
        let found = all([
            first.is_white(),
            first.body() > long,
            second.is_black(),
            second.open > first.high,
            second.close > first.open,
            second.close < first.close - first.body() * penetration,
        ]);
        if found { -100.0 } else { 0.0 }
    }
}
