//! ewm.mean.

use super::{Fading, ewm};
use crate::indicators::Operation;

/// The mean with fading weights; a missing value repeats the mean before it.
pub(crate) static MEAN: Operation = ewm(
    "ewm.mean",
    |_| 8.0,
    |inputs, parameters, outputs| mean(inputs[0], &Fading::new(parameters), outputs[0]),
    "The mean of all candles so far with weights that fade.",
    "Σ wᵢ · value[i] / Σ wᵢ with wᵢ = (1 − alpha)ⁱ, alpha = 1 / (1 + com); without adjust mean[1] + alpha · (value − mean[1])",
    "df.trend = df.close.ewm(#{ span: 20 }).mean();",
);

fn mean(source: &[f64], fading: &Fading, out: &mut [f64]) {
    let (mut mean, mut weight, mut count) = (f64::NAN, 0.0, 0);
    for (out, value) in out.iter_mut().zip(source) {
        weight *= fading.factor;
        if value.is_finite() {
            // pandas' exception: of halves without adjust, the newest weighs what the others leave.
            let fresh = if fading.is_of_halves() { 1.0 - weight } else { fading.fresh };
            let total = weight + fresh;
            if count == 0 {
                mean = *value;
            } else if *value != mean {
                mean = (weight * mean + fresh * value) / total;
            }
            weight = if fading.adjust { total } else { 1.0 };
            count += 1;
        }
        *out = if count >= fading.min_periods { mean } else { f64::NAN };
    }
}

#[cfg(test)]
mod tests {
    use super::MEAN;

    fn mean(source: &[f64], parameters: [f64; 3]) -> Vec<f64> {
        let mut out = vec![0.0; source.len()];
        (MEAN.kernel)(&[source], &parameters, &mut [&mut out]);
        out
    }

    #[test]
    fn weights_fade_over_missing_rows_too() {
        let source = [f64::NAN, 1.0, f64::NAN, 6.0];
        let out = mean(&source, [1.0, 1.0, 0.0]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [1.0, 1.0, 5.0]);
        assert_eq!(mean(&source[1..], [1.0, 0.0, 0.0])[2], 0.25 + 0.75 * 6.0);
        let (alpha, weight) = (1.0 / 3.0, 4.0 / 9.0);
        let expected = (weight + alpha * 6.0) / (weight + alpha);
        assert!((mean(&source[1..], [2.0, 0.0, 0.0])[2] - expected).abs() < 1e-15);
        assert!(mean(&source, [1.0, 1.0, 2.0])[2].is_nan());
    }
}
