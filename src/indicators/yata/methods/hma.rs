//! `HMA`: an average with little lag.

use yata::helpers::MA;

use super::{COLUMN, GROUP, average, length, smooth};
use crate::indicators::yata::{MOST_ROWS, REAL};
use crate::indicators::{Memory, Operation};

/// Hull's average of any column.
pub(super) static HMA: Operation = Operation {
    name: "HMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: &[length(2, MOST_ROWS)],
    outputs: REAL,
    lookback: |parameters| average(MA::HMA, parameters).lookback() as usize,
    memory: Memory::Window,
    cost: |parameters| average(MA::HMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::HMA, parameters), inputs, outputs),
    summary: "Hull moving average: an average with little lag.",
    formula: "hma = WMA(2 · WMA(price, n / 2) − WMA(price, n), √n)",
    source: "Alan Hull, 2005",
    example: "df.average = yata::HMA(df, 20);",
};
