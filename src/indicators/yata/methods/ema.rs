//! `EMA`: an exponential average.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// The exponential average, which begins with the first value instead of a mean.
pub(super) static EMA: Operation = Operation {
    name: "EMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::EMA, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::EMA, parameters).memory()),
    cost: |parameters| average(MA::EMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::EMA, parameters), inputs, outputs),
    summary: "Exponential moving average that begins with the first value.",
    formula: "ema = ema[1] + 2 / (n + 1) · (price − ema[1])",
    source: "common",
    example: "df.average = yata::EMA(df, 20);",
};
