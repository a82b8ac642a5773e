//! `LinReg`: the end of a straight line.

use yata::helpers::MA;

use super::{COLUMN, GROUP, average, length, smooth};
use crate::indicators::yata::{REAL, average::LONGEST_REGRESSION};
use crate::indicators::{Memory, Operation};

/// Where the straight line through the last `length` values ends, with running sums.
pub(super) static LIN_REG: Operation = Operation {
    name: "LinReg",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: &[length(2, LONGEST_REGRESSION)],
    outputs: REAL,
    lookback: |parameters| average(MA::LinReg, parameters).lookback() as usize,
    memory: Memory::Window,
    cost: |parameters| average(MA::LinReg, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::LinReg, parameters), inputs, outputs),
    summary: "Least squares moving average: where the straight line through the last values ends.",
    formula: "linreg = a + b · n of the line a + b · x that is closest to the values at x = 1 … n",
    source: "common",
    example: "df.average = yata::LinReg(df, 20);",
};
