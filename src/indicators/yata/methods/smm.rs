//! `SMM`: a median.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// The median of the last `length` values.
///
/// It keeps them sorted: a value costs more the more there are.
pub(super) static SMM: Operation = Operation {
    name: "SMM",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::SMM, parameters).lookback() as usize,
    memory: Memory::Window,
    cost: |parameters| average(MA::SMM, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::SMM, parameters), inputs, outputs),
    summary: "Simple moving median: the middle one of the last values.",
    formula: "smm = median(price, n)",
    source: "common",
    example: "df.average = yata::SMM(df, 20);",
};
