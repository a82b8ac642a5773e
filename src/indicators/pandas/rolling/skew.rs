//! rolling.skew.

use super::{Bounds, rolling};
use crate::indicators::Operation;
use crate::indicators::moments::Shape;
use crate::indicators::sliding::Sliding;

/// How lopsided the values of the window lie: the adjusted coefficient of Fisher and Pearson,
/// `√(n(n − 1)) / (n − 2) · m3 / m2^1.5`. NaN of fewer than three values and of equal ones.
pub(crate) static SKEW: Operation = rolling(
    "rolling.skew",
    |_| 40.0,
    |inputs, parameters, outputs| {
        shapes(inputs[0], Bounds::rolling(parameters).at_least(3), outputs[0], skew);
    },
    "How lopsided the last candles' values lie: above 0 with a long tail upwards.",
    "df.skew = df.close.pct_change(1).rolling(50).skew();",
);

fn skew(shape: Shape) -> f64 {
    let count = shape.count;
    let variance = shape.m2 / count;
    let skew = shape.m3 / count / (variance * variance.sqrt());
    (count * (count - 1.0)).sqrt() / (count - 2.0) * skew
}

/// Computes from the moments of windows whose values differ.
pub(super) fn shapes(
    source: &[f64],
    bounds: Bounds,
    out: &mut [f64],
    compute: impl Fn(Shape) -> f64,
) {
    let mut window = Sliding::new(bounds.window, source.len());
    for (out, value) in out.iter_mut().zip(source) {
        let shape = window.push(Shape::of(*value));
        let known = shape.count >= bounds.min_periods as f64 && shape.m2 > 0.0;
        *out = if known { compute(shape) } else { f64::NAN };
    }
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
