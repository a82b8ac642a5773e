//! WILLR: Williams' %R.

use super::GROUP;
use crate::indicators::ta::range::Range;
use crate::indicators::ta::{CANDLE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation};

/// Williams' %R: the close between the highest high (0) and the lowest low (-100) of the window; 0
/// where the window is flat.
pub(crate) static WILLR: Operation = Operation {
    name: "WILLR",
    version: 2,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 40.0,
    kernel: |inputs, parameters, outputs| {
        let range = Range::new(inputs, seed::rows(parameters[0]));
        outputs[0][..range.first].fill(f64::NAN);
        for row in range.first..inputs[2].len() {
            let (high, low) = range.at(row);
            let whole = high - low;
            let below = high - inputs[2][row];
            outputs[0][row] = if whole == 0.0 { 0.0 } else { -100.0 * (below / whole) };
        }
    },
    summary: "Williams' %R: how far the close is below the highest high, 0 to -100.",
    formula: "−100 · (highest(high, n) − close) / (highest(high, n) − lowest(low, n))",
    source: "Larry Williams, How I Made One Million Dollars Last Year Trading Commodities, 1973",
    example: "df.willr = ta::WILLR(df, 14);",
};
