//! rolling.median.

use super::in_order::{cost, in_order};
use super::{Bounds, rolling};
use crate::indicators::Operation;
use crate::indicators::ordered::Ordered;

/// The middle value of the window, or the mean of the two in the middle.
pub(crate) static MEDIAN: Operation = rolling(
    "rolling.median",
    cost,
    |inputs, parameters, outputs| {
        in_order(inputs[0], Bounds::rolling(parameters), outputs[0], |window, _| median(window));
    },
    "The middle value of the last candles.",
    "the sorted values at place (count − 1) / 2; between two their mean",
    "df.middle = df.close.rolling(20).median();",
);

fn median(window: &Ordered) -> f64 {
    let middle = window.len() / 2;
    if window.len() % 2 == 1 {
        window.nth(middle)
    } else {
        f64::midpoint(window.nth(middle - 1), window.nth(middle))
    }
}
