//! `SWMA`: an average with its weight in the middle.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// The average whose weights rise to the middle of the window and fall again: 1, 2, 2, 1.
pub(super) static SWMA: Operation = Operation {
    name: "SWMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::SWMA, parameters).lookback() as usize,
    memory: Memory::Window,
    cost: |parameters| average(MA::SWMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::SWMA, parameters), inputs, outputs),
    summary: "Symmetrically weighted moving average: the middle of the window weighs most.",
    formula: "swma = sum(w · price) / sum(w), w = 1, 2, …, 2, 1",
    source: "common",
    example: "df.average = yata::SWMA(df, 20);",
};
