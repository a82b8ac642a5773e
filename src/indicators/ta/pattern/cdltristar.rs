//! CDLTRISTAR: the tristar.

use super::{BODY_DOJI, Candle, GROUP, Measure, all, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

const MEASURES: [Measure; 1] = [BODY_DOJI.at(2)];

/// Finds a tristar: three doji, the middle one with a gap above or below the first, and the third not
/// further out.
///
/// TA-Lib measures all three with the average before the first.
pub(crate) static CDLTRISTAR: Operation = Operation {
    name: "CDLTRISTAR",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &MEASURES),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Tristar: three doji in a row, the middle one set apart by a gap; bullish at a bottom, bearish at a top.",
    formula: "candles 1, 2 and 3 are doji by the average before 1; 100 where the body of 2 lies below that of 1 and below the body end of 3, −100 where it lies above that of 1 and above the body end of 3; doji: body ≤ 0.1 · mean range of the 10 before",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.tristar = ta::CDLTRISTAR(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], [doji]: [f64; 1]) -> f64 {
    let bodies = all([first.body() <= doji, second.body() <= doji, third.body() <= doji]);
    let falls = all([second.body_gaps_above(first), third.top() < second.top()]);
    let rises = all([second.body_gaps_below(first), third.bottom() > second.bottom()]);
    if all([bodies, rises]) {
        100.0
    } else if all([bodies, falls]) {
        -100.0
    } else {
        0.0
    }
}
