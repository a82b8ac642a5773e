//! `WSMA`: Wilder's smoothing.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// Wilder's smoothing as the exponential average of `2 · length − 1`, from the first value on.
pub(super) static WSMA: Operation = Operation {
    name: "WSMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::WSMA, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::WSMA, parameters).memory()),
    cost: |parameters| average(MA::WSMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::WSMA, parameters), inputs, outputs),
    summary: "Wilder's smoothing that begins with the first value.",
    formula: "wsma = EMA(price, 2 · n − 1)",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.average = yata::WSMA(df, 20);",
};
