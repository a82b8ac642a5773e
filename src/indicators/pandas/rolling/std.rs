//! rolling.std.

use super::{Bounds, rolling, var};
use crate::indicators::Operation;

/// The standard deviation of the values in the window, `ddof = 1`; NaN of fewer than two.
pub(crate) static STD: Operation = rolling(
    "rolling.std",
    |_| 20.0,
    |inputs, parameters, outputs| {
        var::variance(inputs[0], Bounds::rolling(parameters), outputs[0]);
        outputs[0].iter_mut().for_each(|value| *value = value.sqrt());
    },
    "The standard deviation of the last candles.",
    "df.spread = df.close.rolling(20).std();",
);
