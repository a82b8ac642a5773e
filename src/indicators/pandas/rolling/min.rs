//! rolling.min.

use super::{Bounds, extreme, rolling};
use crate::indicators::Operation;

/// The smallest value in the window.
pub(crate) static MIN: Operation = rolling(
    "rolling.min",
    |_| 3.0,
    |inputs, parameters, outputs| {
        extreme::lowest(inputs[0], Bounds::rolling(parameters), outputs[0]);
    },
    "The smallest of the last candles.",
    "min(value[0] … value[n − 1])",
    "df.floor = df.low.rolling(20).min();",
);
