//! Sums, means and deviations.

/// The sum, from left to right; `+0` for an empty slice.
pub(super) fn sum(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |sum, value| sum + value)
}

/// The mean; 0 for an empty slice.
pub(super) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { sum(values) / values.len() as f64 }
}

/// The median, the mean of the two middle values for an even count; 0 for an empty slice.
pub(super) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        count if count % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

/// The population standard deviation, `√(Σ(x − mean)² / n)`; 0 for an empty slice.
pub(super) fn population_std(values: &[f64]) -> f64 {
    deviation(values, values.len())
}

/// The sample standard deviation, `√(Σ(x − mean)² / (n − 1))`; 0 for fewer than two values.
pub(super) fn sample_std(values: &[f64]) -> f64 {
    deviation(values, values.len().saturating_sub(1))
}

/// The root of the squared deviations over `divisor`. It is exactly 0 where all values are equal:
/// the rounding of their mean would leave a little noise, and a ratio over it would be huge.
fn deviation(values: &[f64], divisor: usize) -> f64 {
    if divisor == 0 || values.windows(2).all(|pair| pair[0] == pair[1]) {
        return 0.0;
    }
    let mean = mean(values);
    let squares = values.iter().fold(0.0, |sum, value| sum + (value - mean).powi(2));
    (squares / divisor as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{mean, median, population_std, sample_std, sum};
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn the_moments_of_a_few_values() {
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        assert_close(sum(&values), 40.0);
        assert_close(mean(&values), 5.0);
        assert_close(median(&values), 4.5);
        assert_close(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_close(population_std(&values), 2.0);
        assert_close(sample_std(&values), (32.0_f64 / 7.0).sqrt());
    }

    #[test]
    fn nothing_and_a_single_value_have_no_deviation() {
        for values in [&[] as &[f64], &[3.0]] {
            assert_close(population_std(values), 0.0);
            assert_close(sample_std(values), 0.0);
        }
        assert_close(mean(&[]), 0.0);
        assert_close(median(&[]), 0.0);
        assert!(sum(&[]).is_sign_positive());
    }

    #[test]
    fn equal_values_have_a_deviation_of_exactly_zero() {
        assert!(population_std(&[0.1; 10]) == 0.0);
        assert!(sample_std(&[0.1; 10]) == 0.0);
    }
}
