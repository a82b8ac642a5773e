//! diff: the change over some rows.

use super::shift::compare;
use super::{COLUMN, REAL, SERIES, SOURCE, periods, rows};
use crate::indicators::{Memory, Operation};

/// The value less the one `periods` rows ago.
pub(crate) static DIFF: Operation = Operation {
    name: "diff",
    version: 1,
    group: SERIES,
    inputs: COLUMN,
    parameters: &[periods()],
    outputs: REAL,
    lookback: |parameters| rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, parameters, outputs| {
        compare(inputs[0], rows(parameters[0]), outputs[0], |value, before| value - before);
    },
    summary: "The change since some candles ago.",
    formula: "value − value[periods]",
    source: SOURCE,
    example: "df.change = df.close.diff(1);",
};
