//! Whether the mean profit of the trades could be chance.

use super::moments::{mean, sample_std};
use statrs::function::beta::beta_reg;

/// Two-sided one-sample t-test of a mean of zero, with `n − 1` degrees of freedom: the
/// probability of a mean at least this far from zero if the true mean were zero.
///
/// 1 for fewer than two trades, where all profits are equal, and where they are no finite numbers.
pub(super) fn p_value(profits: &[f64]) -> f64 {
    let deviation = sample_std(profits);
    if deviation == 0.0 {
        return 1.0;
    }
    let count = profits.len() as f64;
    let t = mean(profits) / (deviation / count.sqrt());
    if t.is_finite() { two_sided(t, count - 1.0) } else { 1.0 }
}

/// `P(|T| ≥ |t|)` of Student's distribution. Through the incomplete beta function, as
/// `1 − P(T < t)` would lose the digits of small probabilities.
fn two_sided(t: f64, freedom: f64) -> f64 {
    beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t))
}

#[cfg(test)]
mod tests {
    use super::{p_value, two_sided};
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn the_test_of_three_and_four_trades() {
        assert_close(p_value(&[0.01, -0.005, 0.001]), 0.691_393_300_075_816_1);
        assert_close(p_value(&[0.01, -0.005, 0.001, -0.003]), 0.836_083_225_807_962_7);
    }

    #[test]
    fn no_trade_one_trade_and_equal_trades() {
        for profits in [&[] as &[f64], &[0.01], &[0.01, 0.01], &[0.0; 5], &[f64::INFINITY, 1.0]] {
            assert_close(p_value(profits), 1.0);
        }
    }

    #[test]
    fn a_mean_of_zero_is_what_the_test_assumes() {
        assert_close(p_value(&[0.01, -0.01]), 1.0);
    }

    #[test]
    fn small_probabilities_and_many_trades_keep_their_digits() {
        for (t, freedom, probability) in [
            (1.0, 1.0, 0.5),
            (2.5, 9.0, 0.033_861_827_682_985_735),
            (-6.0125, 1772.0, 2.213_272_203_707_853_7e-9),
            (30.0, 50.0, 1.238_002_279_598_724_4e-33),
            (12.0, 300.0, 2.319_124_753_616_117_7e-27),
            (0.01, 20_000.0, 0.992_021_387_110_669_8),
            (2.0, 1_000_000.0, 0.045_500_533_851_319_24),
        ] {
            assert_close(two_sided(t, freedom) / probability, 1.0);
        }
    }
}
