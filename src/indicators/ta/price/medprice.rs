//! MEDPRICE: the median price of a candle.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::ta::{HIGH_LOW, REAL};
use crate::indicators::{Memory, Operation};

/// The median price of a candle: the middle of its range.
pub(crate) static MEDPRICE: Operation = Operation {
    name: "MEDPRICE",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        rowwise_vectorized(inputs, outputs[0], |[high, low]| 0.5 * (high + low));
    },
    summary: "The median price of a candle: the middle of its range.",
    formula: "(high + low) / 2",
    source: "common",
    example: "df.price = ta::MEDPRICE(df);",
};
