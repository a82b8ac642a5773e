//! CDLENGULFING: the engulfing pattern.

use super::{Candle, GROUP, all, any, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

/// Finds an engulfing pattern: a body that covers the body before, which has the other colour.
///
/// 80 instead of 100 where the bodies end at the same price on one side. TA-Lib leaves out one candle
/// more than it looks at.
pub(crate) static CDLENGULFING: Operation = Operation {
    name: "CDLENGULFING",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(3, &[]),
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| scan(inputs, [], rule, outputs[0]),
    summary: "Engulfing: a body that covers the one before it, of the other colour; bullish when white, bearish when black.",
    formula: "the body of candle 2 covers that of 1, which has the other colour; 100 where 2 is white, −100 where it is black; 80 and −80 where they end at the same price on one side",
    source: "Steve Nison, Japanese Candlestick Charting Techniques, 1991",
    example: "df.engulfing = ta::CDLENGULFING(df);",
};

#[inline(always)]
fn rule([_, first, second]: [Candle; 3], []: [f64; 0]) -> f64 {
    let rises = all([
        first.is_black(),
        second.is_white(),
        any([
            all([second.close >= first.open, second.open < first.close]),
            all([second.close > first.open, second.open <= first.close]),
        ]),
    ]);
    let falls = all([
        first.is_white(),
        second.is_black(),
        any([
            all([second.open >= first.close, second.close < first.open]),
            all([second.open > first.close, second.close <= first.open]),
        ]),
    ]);
    let clear = all([second.open != first.close, second.close != first.open]);
    let strength = if clear { 100.0 } else { 80.0 };
    if any([rises, falls]) { strength * second.colour() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::CDLENGULFING;

    #[test]
    fn bodies_that_share_an_end_count_less() {
        let open = [5.0, 5.0, 3.0, 6.0, 2.0, 5.0];
        let close = [5.0, 4.0, 6.0, 2.0, 5.0, 5.0];
        let mut out = [7.0; 6];
        (CDLENGULFING.kernel)(&[&open, &open, &open, &close], &[], &mut [&mut out]);
        assert_eq!(out, [0.0, 0.0, 100.0, -80.0, 0.0, 0.0]);
    }
}
