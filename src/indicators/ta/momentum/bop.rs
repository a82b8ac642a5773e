//! BOP: the balance of power.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{REAL, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

/// The balance of power: the candle's body as a part of its range; 0 without a range.
pub(crate) static BOP: Operation = Operation {
    name: "BOP",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        rowwise_vectorized(inputs, outputs[0], |[open, high, low, close]| {
            let range = high - low;
            if range <= 0.0 { 0.0 } else { (close - open) / range }
        });
    },
    summary: "Balance of power: whether the close is above the open, as a part of the range, −1 to 1.",
    formula: "(close − open) / (high − low); 0 where the range is none",
    source: "Igor Livshin, Technical Analysis of Stocks & Commodities, 2001",
    example: "df.bop = ta::BOP(df);",
};
