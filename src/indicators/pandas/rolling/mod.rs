//! rolling: windows of the last `window` rows.

mod anchored;
pub(super) mod corr;
pub(super) mod count;
pub(super) mod cov;
pub(super) mod extreme;
mod in_order;
pub(super) mod kurt;
pub(super) mod max;
pub(super) mod mean;
pub(super) mod median;
pub(super) mod min;
mod moments;
pub(super) mod quantile;
pub(super) mod rank;
pub(super) mod skew;
pub(super) mod std;
pub(super) mod sum;
pub(super) mod var;

use super::{COLUMN, MOST_ROWS, REAL, ROLLING, SOURCE, min_periods, rows};
use crate::indicators::{Kernel, Kind, Memory, Operation, Parameter};

/// The parameters of every rolling method. Scripts give `min_periods` as the window unless told.
const WINDOW: &[Parameter] = &[
    Parameter { name: "window", kind: Kind::Whole, low: 1.0, high: MOST_ROWS, default: None },
    min_periods(None),
];

/// An entry of a method with no other parameters on one column.
const fn rolling(
    name: &'static str,
    cost: fn(&[f64]) -> f64,
    kernel: Kernel,
    summary: &'static str,
    formula: &'static str,
    example: &'static str,
) -> Operation {
    Operation {
        name,
        version: 1,
        group: ROLLING,
        inputs: COLUMN,
        parameters: WINDOW,
        outputs: REAL,
        lookback,
        memory: Memory::Window,
        cost,
        kernel,
        summary,
        formula,
        source: SOURCE,
        example,
    }
}

/// Rows before its own that a window needs to be whole.
fn lookback(parameters: &[f64]) -> usize {
    rows(parameters[0]).saturating_sub(1)
}

/// The length of a window and the number of values from which it has a result.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    window: usize,
    min_periods: usize,
}

impl Bounds {
    /// Those of a rolling window.
    pub(super) fn rolling(parameters: &[f64]) -> Self {
        Self { window: rows(parameters[0]).max(1), min_periods: rows(parameters[1]) }
    }

    /// Those of a window that takes in all rows.
    pub(super) fn expanding(parameters: &[f64]) -> Self {
        Self { window: usize::MAX, min_periods: rows(parameters[0]) }
    }

    /// The same, with a result from `least` values on at the earliest.
    fn at_least(self, least: usize) -> Self {
        Self { min_periods: self.min_periods.max(least), ..self }
    }
}
