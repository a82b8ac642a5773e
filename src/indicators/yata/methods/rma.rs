//! `RMA`: Wilder's average.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// Wilder's average, which begins with the first value instead of a mean.
pub(super) static RMA: Operation = Operation {
    name: "RMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::RMA, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::RMA, parameters).memory()),
    cost: |parameters| average(MA::RMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::RMA, parameters), inputs, outputs),
    summary: "Wilder's running average that begins with the first value.",
    formula: "rma = (price + (n − 1) · rma[1]) / n",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.average = yata::RMA(df, 20);",
};
