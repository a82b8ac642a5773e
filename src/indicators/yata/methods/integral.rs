//! `Integral`: a sum.

use yata::core::Method;
use yata::methods::Integral;

use super::{COLUMN, GROUP, column, length, window};
use crate::indicators::yata::{MOST_ROWS, REAL, rows};
use crate::indicators::{Memory, Operation, Parameter};

/// The sum of the last `length` values, or of all since the first one with 0.
///
/// The first value counts for those before it too. Once they have left the window, what is left are the
/// errors of a running sum.
pub(super) static INTEGRAL: Operation = Operation {
    name: "Integral",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: &[Parameter { default: Some(0.0), ..length(0, MOST_ROWS) }],
    outputs: REAL,
    lookback: window,
    memory: Memory::Endless,
    cost: |_| 3.0,
    kernel: |inputs, parameters, outputs| {
        let begin = |first: &f64| Integral::new(rows(parameters[0]), first);
        column(inputs, window(parameters), outputs, begin, f64::from);
    },
    summary: "The sum of the last values, or of all.",
    formula: "integral = sum(price, n), or of all candles where n is 0",
    source: "common",
    example: "df.volumes = yata::Integral(df.volume, 20);",
};
