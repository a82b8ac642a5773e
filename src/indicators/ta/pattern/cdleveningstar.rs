//! CDLEVENINGSTAR: the evening star.

use super::{BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, lookback, penetration, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [BODY_LONG.at(2), BODY_SHORT.at(1), BODY_SHORT.at(0)];

/// Finds an evening star: above a long white candle a small body, and a black candle back into the
/// white one.
pub(crate) static CDLEVENINGSTAR: Operation = Operation {
    name: "CDLEVENINGSTAR",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[penetration(0.3)],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, parameters, outputs| scan(inputs, MEASURES, rule(parameters[0]), outputs[0]),
    summary: "Evening star: a long white candle, a small body above it, and a black candle back into the white body; bearish.",
    formula: "−100 where candle 1 is white and long, 2 is short with its body above that of 1, 3 is black, not short, and closes below the close of 1 by more than penetration · body of 1; long: body > mean body of the 10 before; short: body ≤ mean body of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.star = ta::CDLEVENINGSTAR(df, 0.3);",
};

pub(super) fn rule(penetration: f64) -> impl Fn([Candle; 3], [f64; 3]) -> f64 {
    #[inline(always)]
    move |[first, second, third], [long, small, short]| {
        let found = all([
            first.is_white(),
            first.body() > long,
            second.body() <= small,
            second.body_gaps_above(first),
            third.is_black(),
            third.body() > short,
            third.close < first.close - first.body() * penetration,
        ]);
        if found { -100.0 } else { 0.0 }
    }
}
