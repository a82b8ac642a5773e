//! `TSI`: momentum, smoothed twice.

use yata::methods::TSI as Tsi;

use super::{COLUMN, GROUP, column};
use crate::indicators::yata::{REAL, period, rows};
use crate::indicators::{Memory, Operation, Parameter, memory};

/// Momentum, smoothed twice, against its size likewise, from −1 to 1.
pub(super) static TSI: Operation = Operation {
    name: "TSI",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: &[
        Parameter { default: None, ..period("short_period", 1, 1) },
        Parameter { default: None, ..period("long_period", 1, 1) },
    ],
    outputs: REAL,
    lookback,
    memory: Memory::Fading(|periods| periods.iter().copied().map(memory::exponential).sum()),
    cost: |_| 11.0,
    kernel: |inputs, parameters, outputs| {
        let (short, long) = (rows(parameters[0]), rows(parameters[1]));
        let begin = |first: &f64| Tsi::new(short, long, first);
        column(inputs, lookback(parameters), outputs, begin, f64::from);
    },
    summary: "True strength index: twice smoothed momentum against its size, −1 to 1.",
    formula: "tsi = EMA(EMA(change, long), short) / EMA(EMA(|change|, long), short)",
    source: "William Blau, Stocks & Commodities, 1991",
    example: "df.tsi = yata::TSI(df, 13, 25);",
};

fn lookback(parameters: &[f64]) -> usize {
    (rows(parameters[0]) + rows(parameters[1])) as usize - 1
}
