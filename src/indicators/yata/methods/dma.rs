//! `DMA`: an average of an average.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// An exponential average of an exponential average.
pub(super) static DMA: Operation = Operation {
    name: "DMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::DMA, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::DMA, parameters).memory()),
    cost: |parameters| average(MA::DMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::DMA, parameters), inputs, outputs),
    summary: "Exponential moving average, smoothed once more.",
    formula: "dma = EMA(EMA(price, n), n)",
    source: "common",
    example: "df.average = yata::DMA(df, 20);",
};
