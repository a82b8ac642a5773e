//! rolling.rank.

use super::sorted::{self, Sorted};
use super::{Bounds, Window, roll, rolling};
use crate::indicators::Operation;

/// The place of the newest value among those of the window, the smallest being 1; equal values
/// share the mean of their places.
pub(crate) static RANK: Operation = rolling(
    "rolling.rank",
    sorted::cost,
    |inputs, parameters, outputs| {
        let bounds = Bounds::rolling(parameters).at_least(1);
        roll(inputs[0], bounds, outputs[0], Rank(Sorted::new(bounds, inputs[0].len())));
    },
    "The place of a candle's value among the last candles, the smallest being 1.",
    "df.place = df.close.rolling(20).rank();",
);

struct Rank(Sorted);

impl Window for Rank {
    fn add(&mut self, value: f64) {
        self.0.add(value);
    }

    fn remove(&mut self, value: f64) {
        self.0.remove(value);
    }

    fn result(&self, newest: f64) -> f64 {
        if newest.is_finite() {
            (self.0.below(newest) + 1 + self.0.up_to(newest)) as f64 / 2.0
        } else {
            f64::NAN
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RANK;

    #[test]
    fn equal_values_share_their_places() {
        let mut out = [0.0; 4];
        (RANK.kernel)(&[&[5.0, 2.0, 5.0, f64::NAN]], &[3.0, 1.0], &mut [&mut out]);
        assert_eq!(out[..3], [1.0, 1.0, 2.5]);
        assert!(out[3].is_nan());
    }
}
