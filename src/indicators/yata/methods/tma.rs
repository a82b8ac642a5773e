//! `TMA`: an average of an average of an average.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// An exponential average, smoothed two times more.
pub(super) static TMA: Operation = Operation {
    name: "TMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::TMA, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::TMA, parameters).memory()),
    cost: |parameters| average(MA::TMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::TMA, parameters), inputs, outputs),
    summary: "Exponential moving average, smoothed two times more.",
    formula: "tma = EMA(EMA(EMA(price, n), n), n)",
    source: "common",
    example: "df.average = yata::TMA(df, 20);",
};
