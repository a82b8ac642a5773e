//! WCLPRICE: the weighted close of a candle.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{CANDLE, REAL};
use crate::indicators::{Memory, Operation};

/// The weighted close of a candle: the average of high, low and twice the close.
pub(crate) static WCLPRICE: Operation = Operation {
    name: "WCLPRICE",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        rowwise_vectorized(inputs, outputs[0], |[high, low, close]| {
            (high + low + close * 2.0) / 4.0
        });
    },
    summary: "The weighted close of a candle: the average of high, low and twice the close.",
    formula: "(high + low + 2 · close) / 4",
    source: "common",
    example: "df.price = ta::WCLPRICE(df);",
};
