//! ewm.std.

use super::{Fading, ewm, var};
use crate::indicators::Operation;

/// The standard deviation with fading weights: the root of `ewm.var`.
pub(crate) static STD: Operation = ewm(
    "ewm.std",
    |_| 20.0,
    |inputs, parameters, outputs| {
        var::variance(inputs[0], &Fading::new(parameters), outputs[0]);
        outputs[0].iter_mut().for_each(|value| *value = value.sqrt());
    },
    "The standard deviation of all candles so far with weights that fade.",
    "√ewm.var",
    "df.spread = df.close.ewm(#{ span: 20 }).std();",
);
