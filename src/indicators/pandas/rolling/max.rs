//! rolling.max.

use super::{Bounds, extreme, rolling};
use crate::indicators::Operation;

/// The largest value in the window.
pub(crate) static MAX: Operation = rolling(
    "rolling.max",
    |_| 3.0,
    |inputs, parameters, outputs| {
        extreme::highest(inputs[0], Bounds::rolling(parameters), outputs[0]);
    },
    "The largest of the last candles.",
    "max(value[0] … value[n − 1])",
    "df.top = df.high.rolling(20).max();",
);
