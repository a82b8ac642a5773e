//! Numbers with as many digits as a picture shows.

/// The digits of a column of figures.
const DIGITS: i32 = 6;

/// The power of ten that a step of a size is.
pub(super) fn power_below(size: f64) -> f64 {
    10_f64.powf(size.log10().floor())
}

/// Values with six digits at the largest of them.
pub(super) fn rounded(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    let largest = values.iter().filter(|value| value.is_finite());
    let largest = largest.fold(0.0_f64, |largest, value| largest.max(value.abs()));
    if largest == 0.0 {
        return values;
    }
    let decimals = DIGITS - 1 - largest.log10().floor() as i32;
    values.into_iter().map(|value| to_decimals(value, decimals)).collect()
}

/// Values in steps of a power of ten.
pub(super) fn in_steps(values: impl Iterator<Item = f64>, step: f64) -> Vec<f64> {
    let decimals = -step.log10().round() as i32;
    values.map(|value| to_decimals(value, decimals)).collect()
}

/// A value with so many decimals; a tenth is 0.1 and not a sum of tenths. What is no number stays none.
fn to_decimals(value: f64, decimals: i32) -> f64 {
    let power = 10_f64.powi(decimals.abs());
    let rounded = match decimals {
        ..0 => (value / power).round() * power,
        _ => (value * power).round() / power,
    };
    // Zero has no sign.
    if rounded == 0.0 { 0.0 } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_has_six_digits_and_the_others_its_decimals() {
        let values = [1_234.567_89, 0.123_456, -0.001, f64::NAN, 2.0 / 3.0];
        let rounded = rounded(values.into_iter());
        assert_eq!(rounded[..3], [1234.57, 0.12, 0.0]);
        assert!(rounded[3].is_nan() && rounded[2].is_sign_positive());
        assert_eq!(rounded[4], 0.67);
        assert_eq!(super::rounded([1_234_567.8].into_iter()), [1_234_570.0]);
        assert_eq!(super::rounded([0.0].into_iter()), [0.0]);
    }

    #[test]
    fn steps_are_powers_of_ten() {
        assert_eq!(power_below(0.14), 0.1);
        assert_eq!(power_below(2500.0), 1000.0);
        assert_eq!(in_steps([52.349, 7.0].into_iter(), 0.1), [52.3, 7.0]);
        assert_eq!(in_steps([52_349.0].into_iter(), 100.0), [52_300.0]);
    }
}
