//! `Vidya`: an average that moves with the trend.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// The exponential average that moves as fast as the price moves one way.
///
/// Its share is that of [`EMA`](super::ema) times the size of the Chande momentum oscillator.
pub(super) static VIDYA: Operation = Operation {
    name: "Vidya",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::Vidya, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::Vidya, parameters).memory()),
    cost: |parameters| average(MA::Vidya, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::Vidya, parameters), inputs, outputs),
    summary: "Variable index dynamic average: fast in a trend, slow in noise.",
    formula: "vidya = vidya[1] + 2 / (n + 1) · |cmo(price, n)| · (price − vidya[1])",
    source: "Tushar Chande, Stocks & Commodities, 1992",
    example: "df.average = yata::Vidya(df, 20);",
};
