//! The system quality number.

use super::basis::UNDEFINED;
use super::moments::{mean, sample_std};
use super::rounding::round_scaled;

/// System quality number, `√n · mean(x) / std(x)` with the sample deviation, rounded to 4
/// decimals, for profits `x` relative to the starting balance.
///
/// 0 without trades, −100 with a single one or where all profits are equal.
pub(super) fn sqn(profits: &[f64]) -> f64 {
    if profits.is_empty() {
        return 0.0;
    }
    let deviation = sample_std(profits);
    if deviation == 0.0 {
        return UNDEFINED;
    }
    round_scaled((profits.len() as f64).sqrt() * (mean(profits) / deviation), 4)
}

#[cfg(test)]
mod tests {
    use super::sqn;
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn it_is_the_t_statistic_to_four_decimals() {
        assert_close(sqn(&[0.01, -0.005, 0.001]), 0.4588);
        assert_close(sqn(&[0.003, 0.003, 0.004]), 10.0);
    }

    #[test]
    fn no_trade_one_trade_and_equal_trades() {
        assert_close(sqn(&[]), 0.0);
        assert_close(sqn(&[0.01]), -100.0);
        assert_close(sqn(&[0.01; 10]), -100.0);
    }
}
