//! CDLMATHOLD: the mat hold.

use super::{
    BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, higher, lookback, penetration, scan,
};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 4] =
    [BODY_LONG.at(4), BODY_SHORT.at(3), BODY_SHORT.at(2), BODY_SHORT.at(1)];

/// Finds a mat hold: a long white candle, a gap up, small bodies that fall back but not deep, and a
/// white candle that closes above them all.
pub(crate) static CDLMATHOLD: Operation = Operation {
    name: "CDLMATHOLD",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[penetration(0.5)],
    outputs: INTEGER,
    lookback: |_| lookback(5, &MEASURES),
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel: |inputs, parameters, outputs| scan(inputs, MEASURES, rule(parameters[0]), outputs[0]),
    summary: "Mat hold: after a long white candle small bodies drift back but hold, and a white one breaks out above them; the rise goes on, bullish.",
    formula: "100 where candle 1 is white and long, 2, 3 and 4 are short, 2 is black with its body above that of 1, the bodies of 3 and 4 reach into that of 1 but not deeper than penetration · body and have falling tops, 5 is white, opens above the close of 4 and closes above the highs of 2, 3 and 4; long: body > mean body of the 10 before; short: body < mean body of the 10 before",
    source: "Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.hold = ta::CDLMATHOLD(df, 0.5);",
};

fn rule(penetration: f64) -> impl Fn([Candle; 5], [f64; 4]) -> f64 {
    #[inline(always)]
    move |[first, second, third, fourth, fifth], [long, short_2, short_3, short_4]| {
        let deepest = first.close - first.body() * penetration;
        let found = all([
            first.body() > long,
            second.body() < short_2,
            third.body() < short_3,
            fourth.body() < short_4,
            first.is_white(),
            second.is_black(),
            fifth.is_white(),
            second.body_gaps_above(first),
            third.bottom() < first.close,
            fourth.bottom() < first.close,
            third.bottom() > deepest,
            fourth.bottom() > deepest,
            third.top() < second.open,
            fourth.top() < third.top(),
            fifth.open > fourth.close,
            fifth.close > higher(higher(second.high, third.high), fourth.high),
        ]);
        if found { 100.0 } else { 0.0 }
    }
}
