//! rolling.median.

use super::sorted::{self, Sorted};
use super::{Bounds, Window, roll, rolling};
use crate::indicators::Operation;

/// The middle value of the window, or the mean of the two in the middle.
pub(crate) static MEDIAN: Operation = rolling(
    "rolling.median",
    sorted::cost,
    |inputs, parameters, outputs| {
        let bounds = Bounds::rolling(parameters).at_least(1);
        roll(inputs[0], bounds, outputs[0], Median(Sorted::new(bounds, inputs[0].len())));
    },
    "The middle value of the last candles.",
    "df.middle = df.close.rolling(20).median();",
);

struct Median(Sorted);

impl Window for Median {
    fn add(&mut self, value: f64) {
        self.0.add(value);
    }

    fn remove(&mut self, value: f64) {
        self.0.remove(value);
    }

    fn result(&self, _: f64) -> f64 {
        self.0.median()
    }
}
