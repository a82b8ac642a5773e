//! TYPPRICE: the typical price of a candle.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{CANDLE, REAL};
use crate::indicators::{Memory, Operation};

/// The typical price of a candle: the average of high, low and close.
pub(crate) static TYPPRICE: Operation = Operation {
    name: "TYPPRICE",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        rowwise_vectorized(inputs, outputs[0], |[high, low, close]| (high + low + close) / 3.0);
    },
    summary: "The typical price of a candle: the average of high, low and close.",
    formula: "(high + low + close) / 3",
    source: "common",
    example: "df.price = ta::TYPPRICE(df);",
};
