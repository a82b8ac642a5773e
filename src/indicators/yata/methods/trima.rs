//! `TRIMA`: a simple average of a simple average.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// A simple average of a simple average, both of `length`: smoother than TA-Lib's, which halves it.
pub(super) static TRIMA: Operation = Operation {
    name: "TRIMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::TRIMA, parameters).lookback() as usize,
    memory: Memory::Window,
    cost: |parameters| average(MA::TRIMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::TRIMA, parameters), inputs, outputs),
    summary: "Triangular moving average: a simple average of a simple average.",
    formula: "trima = SMA(SMA(price, n), n)",
    source: "common",
    example: "df.average = yata::TRIMA(df, 20);",
};
