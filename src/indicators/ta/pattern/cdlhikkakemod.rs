//! CDLHIKKAKEMOD: the modified hikkake.

use super::cdlhikkake::{WAIT, confirm};
use super::{Candle, GROUP, NEAR, all, any, scan_from};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE, warm_up};
use crate::indicators::{Memory, Operation};

/// From which candle on there are patterns: the average is that of 5 candles before the second of
/// four.
const FIRST: usize = 7;

/// Finds a modified hikkake: two inside candles, one in the other, the first of which closes near its
/// low or high, and a candle that leaves the second on that side; and the close that confirms it
/// within the next three candles, beyond the second inside candle on its other side.
///
/// A new hikkake comes before the confirmation of an older one, and ends it.
pub(crate) static CDLHIKKAKEMOD: Operation = Operation {
    name: "CDLHIKKAKEMOD",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| FIRST + WAIT,
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| {
        let begin = warm_up::first_row(inputs);
        scan_from(begin + FIRST, inputs, [NEAR.at(2)], rule, outputs[0]);
        confirm(inputs, begin + FIRST + WAIT, outputs[0]);
    },
    summary: "Modified hikkake: a false break out of two inside candles at the end of a move; bullish after a break down, bearish after a break up.",
    formula: "candle 2 lies inside the range of 1, and 3 inside that of 2; 100 where 2 closes near its low and 4 has a lower high and a lower low than 3, −100 where 2 closes near its high and both are higher; 200 or −200 where one of the next 3 candles closes above the high or below the low of 3; near: within 0.2 · mean range of the 5 before",
    source: "Daniel L. Chesler, Trading False Moves with the Hikkake Pattern, 2004",
    example: "df.hikkake = ta::CDLHIKKAKEMOD(df);",
};

#[inline(always)]
fn rule([first, second, third, fourth]: [Candle; 4], [near]: [f64; 1]) -> f64 {
    let inside = all([
        second.high < first.high,
        second.low > first.low,
        third.high < second.high,
        third.low > second.low,
    ]);
    let falls =
        all([fourth.high < third.high, fourth.low < third.low, second.close <= second.low + near]);
    let rises =
        all([fourth.high > third.high, fourth.low > third.low, second.close >= second.high - near]);
    let direction = if fourth.high < third.high { 100.0 } else { -100.0 };
    if all([inside, any([falls, rises])]) { direction } else { 0.0 }
}
