//! rolling.kurt.

use super::moments::{Moments, of_windows};
use super::{Bounds, rolling};
use crate::indicators::Operation;

/// How heavy the tails of the window's values are: the unbiased excess kurtosis,
/// `(n − 1) / ((n − 2)(n − 3)) · (n(n + 1) · M4 / M2² − 3(n − 1))` with the sums of powers of the
/// deviations. NaN of fewer than four values and of equal ones.
pub(crate) static KURT: Operation = Operation {
    version: 2,
    ..rolling(
        "rolling.kurt",
        |_| 12.0,
        |inputs, parameters, outputs| {
            of_windows(inputs[0], Bounds::rolling(parameters).at_least(4), outputs[0], kurt);
        },
        "How heavy the tails of the last candles' values are: 0 for a normal distribution.",
        "(n − 1)(n(n + 1) · Σd⁴ / (Σd²)² − 3(n − 1)) / ((n − 2)(n − 3)) with d = value − mean",
        "df.tails = df.close.pct_change(1).rolling(50).kurt();",
    )
};

fn kurt(moments: &Moments) -> f64 {
    let Moments { count, squares, fourths, .. } = moments;
    let unbiased = (count - 1.0) / ((count - 2.0) * (count - 3.0));
    unbiased * (count * (count + 1.0) * (fourths / (squares * squares)) - 3.0 * (count - 1.0))
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
