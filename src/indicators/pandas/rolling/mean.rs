//! rolling.mean.

use super::{Bounds, rolling, sum};
use crate::indicators::Operation;

/// The mean of the values in the window.
pub(crate) static MEAN: Operation = rolling(
    "rolling.mean",
    |_| 4.0,
    |inputs, parameters, outputs| sum::mean(inputs[0], Bounds::rolling(parameters), outputs[0]),
    "The mean of the last candles.",
    "sum of the values / their number",
    "df.usual = df.volume.rolling(20).mean();",
);
