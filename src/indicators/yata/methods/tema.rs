//! `TEMA`: an average less its lag, twice.

use yata::helpers::MA;

use super::{COLUMN, GROUP, LENGTH, average, smooth};
use crate::indicators::yata::REAL;
use crate::indicators::{Memory, Operation};

/// The triple exponential average, which begins with the first value instead of a mean.
pub(super) static TEMA: Operation = Operation {
    name: "TEMA",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: LENGTH,
    outputs: REAL,
    lookback: |parameters| average(MA::TEMA, parameters).lookback() as usize,
    memory: Memory::Fading(|parameters| average(MA::TEMA, parameters).memory()),
    cost: |parameters| average(MA::TEMA, parameters).cost(),
    kernel: |inputs, parameters, outputs| smooth(average(MA::TEMA, parameters), inputs, outputs),
    summary: "Triple exponential moving average that begins with the first value.",
    formula: "tema = 3 · EMA(price) − 3 · EMA(EMA(price)) + EMA(EMA(EMA(price))), each of n",
    source: "Patrick Mulloy, Stocks & Commodities, 1994",
    example: "df.average = yata::TEMA(df, 20);",
};
