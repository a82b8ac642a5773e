//! MARKETFI: the market facilitation index.

use super::GROUP;
use crate::indicators::ta::REAL;
use crate::indicators::ta::rowwise::rowwise_vectorized;
use crate::indicators::{Input, Memory, Operation};

/// The market facilitation index: the range per traded unit; 0 where nothing was traded.
pub(crate) static MARKETFI: Operation = Operation {
    name: "MARKETFI",
    version: 1,
    group: GROUP,
    inputs: &[
        Input { name: "high", column: "high" },
        Input { name: "low", column: "low" },
        Input { name: "volume", column: "volume" },
    ],
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        rowwise_vectorized(inputs, outputs[0], |[high, low, volume]| {
            if volume == 0.0 { 0.0 } else { (high - low) / volume }
        });
    },
    summary: "Market facilitation index: how far prices moved for each unit traded.",
    formula: "(high − low) / volume",
    source: "Bill Williams, Trading Chaos, 1995",
    example: "df.bwmfi = ta::MARKETFI(df);",
};
