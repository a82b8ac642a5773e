//! ewm: all rows so far, with weights that fade exponentially.
//!
//! A value `k` rows back weighs `(1 − alpha)^k`, `alpha = 1 / (1 + com)`. Missing values have no
//! weight, but their rows count (`ignore_na` is false). With `adjust` 0 the very first value counts
//! as if it stood for all before it: the recursion `mean + alpha · (value − mean)`.

pub(super) mod mean;
pub(super) mod std;
pub(super) mod var;

use super::{COLUMN, EWM, REAL, SOURCE, min_periods, rows};
use crate::indicators::{Kernel, Kind, Memory, Operation, Parameter, memory};

/// The parameters of every such method.
const FADING: &[Parameter] = &[
    Parameter { name: "com", kind: Kind::Real, low: 0.0, high: f64::MAX, default: None },
    Parameter { name: "adjust", kind: Kind::Whole, low: 0.0, high: 1.0, default: Some(1.0) },
    min_periods(Some(0.0)),
];

/// The entry of such a method.
const fn ewm(
    name: &'static str,
    cost: fn(&[f64]) -> f64,
    kernel: Kernel,
    summary: &'static str,
    formula: &'static str,
    example: &'static str,
) -> Operation {
    Operation {
        name,
        version: 2,
        group: EWM,
        inputs: COLUMN,
        parameters: FADING,
        outputs: REAL,
        lookback: |_| 0,
        memory: Memory::Fading(|parameters| memory::exponential(2.0 * parameters[0] + 1.0)),
        cost,
        kernel,
        summary,
        formula,
        source: SOURCE,
        example,
    }
}

/// The bound parameters.
struct Fading {
    /// What a weight is multiplied with from row to row.
    factor: f64,
    /// The weight of a value as it comes.
    fresh: f64,
    adjust: bool,
    min_periods: usize,
}

impl Fading {
    fn new(parameters: &[f64]) -> Self {
        let alpha = 1.0 / (1.0 + parameters[0]);
        let adjust = parameters[1] != 0.0;
        let fresh = if adjust { 1.0 } else { alpha };
        Self { factor: 1.0 - alpha, fresh, adjust, min_periods: rows(parameters[2]).max(1) }
    }

    /// Whether a value weighs half of the one after it, and the first one counts for all before it.
    fn is_of_halves(&self) -> bool {
        !self.adjust && self.factor == 0.5
    }
}
