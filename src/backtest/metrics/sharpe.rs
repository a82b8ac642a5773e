//! The Sharpe ratio: profit a day over how much the profits vary.

use super::basis::{Basis, yearly_ratio};
use super::moments::{mean, population_std, sum};

/// Sharpe ratio of closed trades: `(Σx / D) / std(x) · √365` for profits `x` relative to the
/// starting balance, the population deviation being that of the trades, not of days.
///
/// 0 without trades or in a run without length, −100 where all profits are equal.
pub(super) fn sharpe(profits: &[f64], basis: &Basis) -> f64 {
    if profits.is_empty() || basis.momentary {
        return 0.0;
    }
    yearly_ratio(sum(profits) / basis.days, population_std(profits))
}

/// Sharpe ratio of daily returns: `mean / std · √365` with the population deviation.
///
/// 0 without a return, −100 where all are equal.
pub(super) fn daily_sharpe(returns: &[f64]) -> f64 {
    if returns.is_empty() { 0.0 } else { yearly_ratio(mean(returns), population_std(returns)) }
}

#[cfg(test)]
mod tests {
    use super::{daily_sharpe, sharpe};
    use crate::backtest::metrics::basis::{Basis, DAY_MS};
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn profits_are_spread_over_the_days_of_the_run() {
        let basis = Basis::new(1000.0, 0, 12 * DAY_MS);
        assert_close(sharpe(&[0.01, -0.005, 0.001], &basis), 1.549_617_949_519_714_4);
        assert_close(sharpe(&[0.01, -0.005, 0.001, -0.003], &basis), 0.829_085_217_303_860_2);
    }

    #[test]
    fn no_trades_no_length_and_no_deviation() {
        let basis = Basis::new(1000.0, 0, 12 * DAY_MS);
        assert_close(sharpe(&[], &basis), 0.0);
        assert_close(sharpe(&[0.01], &basis), -100.0);
        assert_close(sharpe(&[0.0; 3], &basis), -100.0);
        assert_close(sharpe(&[0.01, -0.005], &Basis::new(1000.0, 5, 5)), 0.0);
    }

    #[test]
    fn daily_returns_are_taken_as_they_are() {
        assert_close(daily_sharpe(&[0.1, -0.05, 1.0 / 7.0]), 14.853_764_787_359_765);
        assert_close(daily_sharpe(&[]), 0.0);
        assert_close(daily_sharpe(&[0.1]), -100.0);
    }
}
