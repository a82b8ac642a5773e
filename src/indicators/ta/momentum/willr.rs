//! WILLR: Williams' %R.

use super::{GROUP, place_in_range};
use crate::indicators::ta::equal::are_equal;
use crate::indicators::ta::extremes::Search;
use crate::indicators::ta::{CANDLE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// Williams' %R: the close between the highest high (0) and the lowest low (−100) of the window; 0
/// where the window is flat. A close beyond either is on it.
pub(crate) static WILLR: Operation = Operation {
    name: "WILLR",
    version: 3,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        let candles = [inputs[0], inputs[1], inputs[2]];
        let period = warm_up::rows(parameters[0]);
        place_in_range::between(candles, period, Search::Blocks, outputs[0], below);
    },
    summary: "Williams' %R: how far the close is below the highest high, 0 to −100.",
    formula: "−100 · (highest(high, n) − close) / (highest(high, n) − lowest(low, n)); 0 where the window is flat",
    source: "Larry Williams, How I Made One Million Dollars Last Year Trading Commodities, 1973",
    example: "df.willr = ta::WILLR(df, 14);",
};

/// How far the close is below the high, on the way to the low; −100 is there.
#[inline(always)]
fn below(close: f64, high: f64, low: f64) -> f64 {
    let flat = are_equal(high, low);
    let below = if flat { 0.0 } else { -100.0 * ((high - close) / (high - low)) };
    let below = if below < -100.0 { -100.0 } else { below };
    if below > 0.0 { 0.0 } else { below }
}

#[cfg(test)]
mod tests {
    use super::WILLR;

    #[test]
    fn closes_stand_between_the_extremes_or_on_them() {
        let (high, low, close) = ([4.0, 5.0, 5.0, 5.0], [3.0, 1.0, 2.0, 5.0], [3.5, 2.0, 6.0, 5.0]);
        let mut out = [0.0; 4];
        (WILLR.kernel)(&[&high, &low, &close], &[2.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [-75.0, 0.0, 0.0]);
    }
}
