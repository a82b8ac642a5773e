//! The compound annual growth rate.

use super::basis::{Basis, YEAR};

/// Compound annual growth rate, `(final / starting)^(365 / days) − 1`.
///
/// 0 where the final balance is negative, the starting balance is not positive, or the rate is
/// too large for a number.
pub(super) fn cagr(final_balance: f64, basis: &Basis) -> f64 {
    if final_balance < 0.0 || basis.starting_balance <= 0.0 {
        return 0.0;
    }
    let rate = (final_balance / basis.starting_balance).powf(YEAR / basis.days) - 1.0;
    if rate.is_finite() { rate } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::cagr;
    use crate::backtest::metrics::basis::{Basis, DAY_MS};
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn twelve_days_are_extrapolated_to_a_year() {
        let basis = Basis::new(1000.0, 0, 12 * DAY_MS);
        assert_close(cagr(1006.0, &basis), 0.199_559_828_826_926_47);
        assert_close(cagr(1000.0, &basis), 0.0);
        assert_close(cagr(0.0, &basis), -1.0);
    }

    #[test]
    fn balances_without_a_rate() {
        let day = |balance| Basis::new(balance, 0, DAY_MS);
        assert_close(cagr(-1.0, &day(1000.0)), 0.0);
        assert_close(cagr(5.0, &day(0.0)), 0.0);
        assert_close(cagr(100_000.0, &day(1000.0)), 0.0);
    }
}
