//! Rounding to decimals, in the two ways that the reported figures need.

/// Scales by `10^decimals`, rounds half to even, and scales back: how tables of numbers are
/// rounded. The scaling may turn a value just below a half into that half.
pub fn round_scaled(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round_ties_even() / scale
}

/// The nearest decimal number of the exact value, half to even: how a single number is rounded.
pub(super) fn round_exact(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::{round_exact, round_scaled};
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        for (value, rounded) in [(0.125, 0.12), (0.375, 0.38), (-0.125, -0.12), (2.0, 2.0)] {
            assert_close(round_exact(value, 2), rounded);
            assert_close(round_scaled(value, 2), rounded);
        }
    }

    #[test]
    fn scaling_may_make_a_half_of_a_little_less() {
        // 1.005 is 1.00499999999999989…; times 100 it is 100.49999999999999.
        assert_close(round_exact(1.005, 2), 1.0);
        // 0.285 is 0.284999999999999975…; times 100 it is 28.499999999999996.
        assert_close(round_exact(0.285, 2), 0.28);
        // 2.675 is 2.67499999999999982…; times 100 it is 267.5.
        assert_close(round_exact(2.675, 2), 2.67);
        assert_close(round_scaled(2.675, 2), 2.68);
    }
}
