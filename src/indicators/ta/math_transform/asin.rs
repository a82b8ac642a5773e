//! ASIN: the arc sine of each value.

use super::GROUP;
use crate::indicators::ta::rowwise::rowwise;
use crate::indicators::ta::{PRICE, REAL};
use crate::indicators::{Memory, Operation};

/// The arc sine of each value, in radians; NaN outside of −1 to 1.
pub(crate) static ASIN: Operation = Operation {
    name: "ASIN",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 9.0,
    kernel: |inputs, _, outputs| rowwise(inputs, outputs[0], |[value]| value.asin()),
    summary: "The arc sine of each value, in radians; NaN outside of −1 to 1.",
    formula: "asin(price)",
    source: "common",
    example: "df.angle = ta::ASIN(ta::CORREL(df.close, df.volume, 30));",
};
