//! CDLHIKKAKE: the hikkake.

use super::{Candle, GROUP, all, any, scan_from};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE, warm_up};
use crate::indicators::{Memory, Operation};

/// Within how many candles a hikkake may be confirmed. TA-Lib looks at as many before its first
/// value.
pub(super) const WAIT: usize = 3;

/// Finds a hikkake: an inside candle, and one that leaves it the wrong way; and the close that
/// confirms it within the next three candles, beyond the inside candle on its other side.
///
/// A new hikkake comes before the confirmation of an older one, and ends it.
pub(crate) static CDLHIKKAKE: Operation = Operation {
    name: "CDLHIKKAKE",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| 2 + WAIT,
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel: |inputs, _, outputs| {
        let begin = warm_up::first_row(inputs);
        scan_from(begin + 2, inputs, [], rule, outputs[0]);
        confirm(inputs, begin + 2 + WAIT, outputs[0]);
    },
    summary: "Hikkake: a false break out of an inside candle, that traps those who followed it; bullish after a break down, bearish after a break up.",
    formula: "candle 2 has a lower high and a higher low than 1; 100 where 3 has a lower high and a lower low than 2, −100 where both are higher; 200 or −200 where one of the next 3 candles closes above the high or below the low of 2",
    source: "Daniel L. Chesler, Trading False Moves with the Hikkake Pattern, 2004",
    example: "df.hikkake = ta::CDLHIKKAKE(df);",
};

#[inline(always)]
fn rule([first, second, third]: [Candle; 3], []: [f64; 0]) -> f64 {
    let inside = all([second.high < first.high, second.low > first.low]);
    let falls = all([third.high < second.high, third.low < second.low]);
    let rises = all([third.high > second.high, third.low > second.low]);
    let direction = if third.high < second.high { 100.0 } else { -100.0 };
    if all([inside, any([falls, rises])]) { direction } else { 0.0 }
}

/// Adds the confirmations to the patterns in a column, which begin [`WAIT`] rows before the first
/// that shall show.
pub(super) fn confirm(inputs: &[&[f64]], first: usize, out: &mut [f64]) {
    let (high, low, close) = (inputs[1], inputs[2], inputs[3]);
    let (mut pattern, mut bound, mut last) = (0.0, 0.0, 0);
    for (row, out) in out.iter_mut().enumerate().skip(first - WAIT) {
        if *out != 0.0 {
            pattern = *out;
            bound = if pattern > 0.0 { high[row - 1] } else { low[row - 1] };
            last = row + WAIT;
        } else if row <= last {
            let beyond = if pattern > 0.0 { close[row] > bound } else { close[row] < bound };
            if beyond {
                *out = 2.0 * pattern;
                last = 0;
            }
        }
    }
    let unknown = first.min(out.len());
    out[..unknown].fill(0.0);
}

#[cfg(test)]
mod tests {
    use super::CDLHIKKAKE;

    #[test]
    fn a_close_beyond_the_inside_candle_confirms() {
        let high = [9.0, 9.0, 9.0, 9.0, 8.0, 7.0, 7.0, 9.0, 9.0];
        let low = [1.0, 1.0, 1.0, 1.0, 3.0, 2.0, 2.0, 2.0, 2.0];
        let close = [5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 8.5, 9.0];
        let mut out = [7.0; 9];
        (CDLHIKKAKE.kernel)(&[&close, &high, &low, &close], &[], &mut [&mut out]);
        assert_eq!(out, [0.0, 0.0, 0.0, 0.0, 0.0, 100.0, 0.0, 200.0, 0.0]);
    }
}
