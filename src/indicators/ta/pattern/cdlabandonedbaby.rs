//! CDLABANDONEDBABY: the abandoned baby.

use super::{
    BODY_DOJI, BODY_LONG, BODY_SHORT, Candle, GROUP, Measure, all, any, lookback, penetration, scan,
};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 3] = [BODY_LONG.at(2), BODY_DOJI.at(1), BODY_SHORT.at(0)];

/// Finds an abandoned baby: a doji between gaps, that even its shadows do not close, after a long
/// candle and before one of the other colour that goes deep into the first.
pub(crate) static CDLABANDONEDBABY: Operation = Operation {
    name: "CDLABANDONEDBABY",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[penetration(0.3)],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, parameters, outputs| scan(inputs, MEASURES, rule(parameters[0]), outputs[0]),
    summary: "Abandoned baby: a doji with gaps on both sides at the end of a move; bullish at a bottom, bearish at a top.",
    formula: "candle 1 is long, 2 is a doji with a gap to the whole of 1 and 3, 3 is not short, of the other colour, and closes deeper in the body of 1 than penetration · body; 100 where the doji lies below, −100 where it lies above; long: body > mean body of the 10 before; short: body < mean body of the 10 before; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.baby = ta::CDLABANDONEDBABY(df, 0.3);",
};

fn rule(penetration: f64) -> impl Fn([Candle; 3], [f64; 3]) -> f64 {
    #[inline(always)]
    move |[first, second, third], [long, doji, short]| {
        let bodies = all([first.body() > long, second.body() <= doji, third.body() > short]);
        let deep = first.body() * penetration;
        let falls = all([
            first.is_white(),
            third.is_black(),
            third.close < first.close - deep,
            second.gaps_above(first),
            third.gaps_below(second),
        ]);
        let rises = all([
            first.is_black(),
            third.is_white(),
            third.close > first.close + deep,
            second.gaps_below(first),
            third.gaps_above(second),
        ]);
        if all([bodies, any([falls, rises])]) { 100.0 * third.colour() } else { 0.0 }
    }
}
