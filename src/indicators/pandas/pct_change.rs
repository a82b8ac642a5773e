//! `pct_change`: the relative change over some rows.

use super::shift::compare;
use super::{COLUMN, REAL, SERIES, SOURCE, periods, rows};
use crate::indicators::{Memory, Operation};

/// The value divided by the one `periods` rows ago, less 1: a ratio, despite its name. A missing
/// value stays missing (pandas 3 no longer fills it).
pub(crate) static PCT_CHANGE: Operation = Operation {
    name: "pct_change",
    version: 1,
    group: SERIES,
    inputs: COLUMN,
    parameters: &[periods()],
    outputs: REAL,
    lookback: |parameters| rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, parameters, outputs| {
        compare(inputs[0], rows(parameters[0]), outputs[0], |value, before| value / before - 1.0);
    },
    summary: "The change since some candles ago as a ratio: 0.01 is 1 %.",
    formula: "value / value[periods] − 1",
    source: SOURCE,
    example: "df.returns = df.close.pct_change(1);",
};
