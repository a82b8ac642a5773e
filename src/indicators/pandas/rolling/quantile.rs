//! rolling.quantile.

use super::super::{COLUMN, MOST_ROWS, REAL, ROLLING, SOURCE, min_periods};
use super::in_order::{cost, in_order};
use super::{Bounds, lookback};
use crate::indicators::ordered::Ordered;
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
    cost,
    kernel: |inputs, parameters, outputs| {
        in_order(inputs[0], Bounds::rolling(parameters), outputs[0], |window, _| {
            quantile(window, parameters[2])
        });
    },
    summary: "The value that a part of the last candles lies below.",
    formula: "the sorted values at place quantile · (count − 1), on the line between the two nearest",
    source: SOURCE,
    example: "df.quiet = df.volume.rolling(100).quantile(0.25);",
};

fn quantile(window: &Ordered, quantile: f64) -> f64 {
    let last = window.len() - 1;
    let place = quantile * last as f64;
    let below = (place as usize).min(last);
    let (low, high) = (window.nth(below), window.nth((below + 1).min(last)));
    low + (high - low) * (place - below as f64)
}
