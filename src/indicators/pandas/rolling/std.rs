//! rolling.std.

use super::{Bounds, rolling, var};
use crate::indicators::Operation;

/// The standard deviation of the values in the window, `ddof = 1`; NaN of fewer than two.
pub(crate) static STD: Operation = Operation {
    version: 2,
    ..rolling(
        "rolling.std",
        |_| 7.0,
        |inputs, parameters, outputs| {
            var::deviation(inputs[0], Bounds::rolling(parameters), outputs[0]);
        },
        "The standard deviation of the last candles.",
        "√(Σ(value − mean)² / (count − 1))",
        "df.spread = df.close.rolling(20).std();",
    )
};
