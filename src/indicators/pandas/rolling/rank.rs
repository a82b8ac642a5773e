//! rolling.rank.

use super::in_order::{cost, in_order};
use super::{Bounds, rolling};
use crate::indicators::Operation;
use crate::indicators::ordered::Ordered;

/// The place of the newest value among those of the window, the smallest being 1; equal values
/// share the mean of their places.
pub(crate) static RANK: Operation = rolling(
    "rolling.rank",
    cost,
    |inputs, parameters, outputs| {
        in_order(inputs[0], Bounds::rolling(parameters), outputs[0], rank);
    },
    "The place of a candle's value among the last candles, the smallest being 1.",
    "1 + values that are smaller + (values that are equal − 1) / 2",
    "df.place = df.close.rolling(20).rank();",
);

fn rank(window: &Ordered, newest: f64) -> f64 {
    if newest.is_finite() {
        (window.below(newest) + 1 + window.up_to(newest)) as f64 / 2.0
    } else {
        f64::NAN
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
