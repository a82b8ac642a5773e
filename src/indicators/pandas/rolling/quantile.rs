//! rolling.quantile.

use super::super::{COLUMN, MOST_ROWS, REAL, ROLLING, SOURCE, min_periods};
use super::sorted::{self, Sorted};
use super::{Bounds, Window, lookback, roll};
use crate::indicators::{Kind, Memory, Operation, Parameter};

/// The value below which the part `quantile` of the window lies, on the line between the two
/// nearest values.
pub(crate) static QUANTILE: Operation = Operation {
    name: "rolling.quantile",
    version: 1,
    group: ROLLING,
    inputs: COLUMN,
    parameters: &[
        Parameter { name: "window", kind: Kind::Whole, low: 1.0, high: MOST_ROWS, default: None },
        min_periods(None),
        Parameter { name: "quantile", kind: Kind::Real, low: 0.0, high: 1.0, default: None },
    ],
    outputs: REAL,
    lookback,
    memory: Memory::Window,
    cost: sorted::cost,
    kernel: |inputs, parameters, outputs| {
        let bounds = Bounds::rolling(parameters).at_least(1);
        let values = Sorted::new(bounds, inputs[0].len());
        roll(inputs[0], bounds, outputs[0], Quantile { values, quantile: parameters[2] });
    },
    summary: "The value that a part of the last candles lies below.",
    formula: "",
    source: SOURCE,
    example: "df.quiet = df.volume.rolling(100).quantile(0.25);",
};

struct Quantile {
    values: Sorted,
    quantile: f64,
}

impl Window for Quantile {
    fn add(&mut self, value: f64) {
        self.values.add(value);
    }

    fn remove(&mut self, value: f64) {
        self.values.remove(value);
    }

    fn result(&self, _: f64) -> f64 {
        self.values.quantile(self.quantile)
    }
}
