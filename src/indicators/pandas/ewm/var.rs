//! ewm.var.

use super::{Fading, ewm};
use crate::indicators::Operation;

/// The variance with fading weights, freed of its bias; NaN while a single value has all weight.
pub(crate) static VAR: Operation = ewm(
    "ewm.var",
    |_| 14.0,
    |inputs, parameters, outputs| variance(inputs[0], &Fading::new(parameters), outputs[0]),
    "The variance of all candles so far with weights that fade.",
    "Σ w · (value − mean)² / Σw · (Σw)² / ((Σw)² − Σw²) with the mean and the weights w of ewm.mean",
    "df.variance = df.close.ewm(#{ span: 20 }).var();",
);

/// The variance, row by row. With the weights `w` its bias is that of `Σw² / (Σw)²` lost degrees
/// of freedom.
pub(super) fn variance(source: &[f64], fading: &Fading, out: &mut [f64]) {
    let (mut mean, mut biased, mut count) = (0.0, 0.0, 0);
    // The sum of the weights that the recursion sees, and Σw and Σw² of the true ones.
    let (mut weight, mut weights, mut squares) = (0.0, 0.0, 0.0);
    for (out, value) in out.iter_mut().zip(source) {
        weight *= fading.factor;
        weights *= fading.factor;
        squares *= fading.factor * fading.factor;
        if value.is_finite() {
            let total = weight + fading.fresh;
            if count == 0 {
                mean = *value;
                (weight, weights, squares) = (1.0, 1.0, 1.0);
            } else {
                let before = mean;
                if *value != mean {
                    mean = (weight * mean + fading.fresh * value) / total;
                }
                let (moved, distance) = (before - mean, value - mean);
                biased = (weight * (biased + moved * moved) + fading.fresh * distance * distance)
                    / total;
                weight = total;
                weights += fading.fresh;
                squares += fading.fresh * fading.fresh;
                if !fading.adjust {
                    weights /= total;
                    squares /= total * total;
                    weight = 1.0;
                }
            }
            count += 1;
        }
        let whole = weights * weights;
        let free = whole - squares;
        let known = count >= fading.min_periods && free > 0.0;
        *out = if known { whole / free * biased } else { f64::NAN };
    }
}

#[cfg(test)]
mod tests {
    use super::VAR;

    #[test]
    fn weights_of_one_and_a_half() {
        let mut out = [0.0; 3];
        (VAR.kernel)(&[&[1.0, 4.0, 4.0]], &[1.0, 1.0, 0.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert!((out[1] - 4.5).abs() < 1e-12 && (out[2] - 27.0 / 14.0).abs() < 1e-12, "{out:?}");
    }
}
