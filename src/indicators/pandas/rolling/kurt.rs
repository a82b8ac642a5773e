//! rolling.kurt.

use super::skew::shapes;
use super::{Bounds, rolling};
use crate::indicators::Operation;
use crate::indicators::moments::Shape;

/// How heavy the tails of the window's values are: the unbiased excess kurtosis,
/// `(n − 1) / ((n − 2)(n − 3)) · (n(n + 1) · M4 / M2² − 3(n − 1))` with the sums of powers of the
/// deviations. NaN of fewer than four values and of equal ones.
pub(crate) static KURT: Operation = rolling(
    "rolling.kurt",
    |_| 40.0,
    |inputs, parameters, outputs| {
        shapes(inputs[0], Bounds::rolling(parameters).at_least(4), outputs[0], kurt);
    },
    "How heavy the tails of the last candles' values are: 0 for a normal distribution.",
    "df.tails = df.close.pct_change(1).rolling(50).kurt();",
);

fn kurt(shape: Shape) -> f64 {
    let count = shape.count;
    let weight = (count - 1.0) / ((count - 2.0) * (count - 3.0));
    let tails = shape.m4 / (shape.m2 * shape.m2);
    weight * (count * (count + 1.0) * tails - 3.0 * (count - 1.0))
}

#[cfg(test)]
mod tests {
    use super::KURT;

    #[test]
    fn one_far_value_makes_a_heavy_tail() {
        let mut out = [0.0; 5];
        (KURT.kernel)(&[&[0.0, 0.0, 0.0, 5.0, 5.0]], &[4.0, 4.0], &mut [&mut out]);
        assert!((out[3] - 4.0).abs() < 1e-12 && (out[4] + 6.0).abs() < 1e-12, "{out:?}");
    }
}
