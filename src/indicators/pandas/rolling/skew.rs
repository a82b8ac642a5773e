//! rolling.skew.

use super::moments::{Moments, of_windows};
use super::{Bounds, rolling};
use crate::indicators::Operation;

/// How lopsided the values of the window lie: the adjusted coefficient of Fisher and Pearson,
/// `√(n(n − 1)) / (n − 2) · m3 / m2^1.5`. NaN of fewer than three values and of equal ones.
pub(crate) static SKEW: Operation = Operation {
    version: 2,
    ..rolling(
        "rolling.skew",
        |_| 14.0,
        |inputs, parameters, outputs| {
            of_windows(inputs[0], Bounds::rolling(parameters).at_least(3), outputs[0], skew);
        },
        "How lopsided the last candles' values lie: above 0 with a long tail upwards.",
        "n · √(n − 1) / (n − 2) · Σd³ / (Σd²)^1.5 with d = value − mean",
        "df.skew = df.close.pct_change(1).rolling(50).skew();",
    )
};

fn skew(moments: &Moments) -> f64 {
    let Moments { count, squares, cubes, .. } = moments;
    let unbiased = count * (count - 1.0).sqrt() / (count - 2.0);
    unbiased * cubes / (squares * squares.sqrt())
}

#[cfg(test)]
mod tests {
    use super::SKEW;

    #[test]
    fn the_tail_gives_the_sign() {
        let mut out = [0.0; 5];
        (SKEW.kernel)(&[&[0.0, 0.0, 3.0, 3.0, 0.0]], &[3.0, 3.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        let root = 3.0_f64.sqrt();
        for (value, expected) in out[2..].iter().zip([root, -root, -root]) {
            assert!((value.abs() - expected.abs()).abs() < 1e-12, "{out:?}");
        }
        assert!(out[2] > 0.0 && out[3] < 0.0);
    }

    #[test]
    fn equal_values_have_none() {
        let mut out = [0.0; 4];
        (SKEW.kernel)(&[&[0.1; 4]], &[3.0, 3.0], &mut [&mut out]);
        assert!(out.iter().all(|value| value.is_nan()));
    }
}
