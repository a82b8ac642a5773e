//! CDLMORNINGSTAR: the morning star.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, lookback, penetration, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [BODY_LONG.at(2), BODY_SHORT.at(1), BODY_SHORT.at(0)];

/// Finds a morning star: below a long black candle a small body, and a white candle back into the
/// black one.
pub(crate) static CDLMORNINGSTAR: Operation = Operation {
    name: "CDLMORNINGSTAR",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[penetration(0.3)],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, parameters, outputs| scan(inputs, MEASURES, rule(parameters[0]), outputs[0]),
    summary: "Morning star: a long black candle, a small body below it, and a white candle back into the black body; bullish.",
    formula: "100 where candle 1 is black and long, 2 is short with its body below that of 1, 3 is white, not short, and closes above the close of 1 by more than penetration · body of 1; long: body > mean body of the 10 before; short: body ≤ mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.star = ta::CDLMORNINGSTAR(df, 0.3);",
};

pub(super) fn rule(penetration: f64) -> impl Fn([Candle; 3], [f64; 3]) -> f64 {
    #[inline(always)]
    move |[first, second, third], [long, small, short]| {
        let found = all([
            first.is_black(),
            first.body() > long,
            second.body() <= small,
            second.body_gaps_below(first),
            third.is_white(),
            third.body() > short,
            third.close > first.close + first.body() * penetration,
        ]);
        if found { 100.0 } else { 0.0 }
    }
}
