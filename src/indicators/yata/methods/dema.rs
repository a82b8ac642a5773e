//! `DEMA`: an average less its lag.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// The double exponential average, which begins with the first value instead of a mean.
pub(super) static DEMA: Operation = Operation {
    name: "DEMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::DEMA, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::DEMA, parameters).memory()),
    cost: |parameters| average(MA::DEMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::DEMA, parameters), inputs, outputs),
    summary: "Double exponential moving average that begins with the first value.",
    formula: "dema = 2 · EMA(price, n) − EMA(EMA(price, n), n)",
    source: "Patrick Mulloy, Stocks & Commodities, 1994",
    example: "df.average = yata::DEMA(df, 20);",
};
