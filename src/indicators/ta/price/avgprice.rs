//! AVGPRICE: the average price of a candle.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{REAL, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

/// The average price of a candle: the average of its four prices.
pub(crate) static AVGPRICE: Operation = Operation {
    name: "AVGPRICE",
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
            (high + low + close + open) / 4.0
        });
    },
    summary: "The average price of a candle: the average of its four prices.",
    formula: "(open + high + low + close) / 4",
    source: "common",
    example: "df.price = ta::AVGPRICE(df);",
};
