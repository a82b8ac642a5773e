//! The Sortino ratio: like Sharpe, but only losses count as risk.

use super::basis::{Basis, yearly_ratio};
use super::moments::{mean, population_std, sum};

/// Sortino ratio of closed trades: `(Σx / D) / std(x < 0) · √365` for profits `x` relative to the
/// starting balance. The population deviation is that of the losses around their own mean.
///
/// 0 without trades or in a run without length, −100 with fewer than two different losses.
pub(super) fn sortino(profits: &[f64], basis: &Basis) -> f64 {
    if profits.is_empty() || basis.momentary {
        return 0.0;
    }
    yearly_ratio(sum(profits) / basis.days, downside(profits))
}

/// Sortino ratio of daily returns: `mean / std(returns < 0) · √365`.
///
/// 0 without a return, −100 with fewer than two different losses.
pub(super) fn daily_sortino(returns: &[f64]) -> f64 {
    if returns.is_empty() { 0.0 } else { yearly_ratio(mean(returns), downside(returns)) }
}

/// The population deviation of the negative values.
fn downside(values: &[f64]) -> f64 {
    let losses: Vec<f64> = values.iter().copied().filter(|&value| value < 0.0).collect();
    population_std(&losses)
}

#[cfg(test)]
mod tests {
    use super::{daily_sortino, sortino};
    use crate::backtest::metrics::basis::{Basis, DAY_MS};
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn two_losses_have_a_deviation() {
        let basis = Basis::new(1000.0, 0, 12 * DAY_MS);
        assert_close(sortino(&[0.01, -0.005, 0.001, -0.003], &basis), 4.776_243_293_635_7);
    }

    #[test]
    fn one_loss_or_equal_losses_have_none() {
        let basis = Basis::new(1000.0, 0, 12 * DAY_MS);
        assert_close(sortino(&[0.01, -0.005, 0.001], &basis), -100.0);
        assert_close(sortino(&[0.01, -0.005, -0.005], &basis), -100.0);
        assert_close(sortino(&[0.01, 0.02], &basis), -100.0);
        assert_close(sortino(&[], &basis), 0.0);
        assert_close(sortino(&[-0.01, -0.02], &Basis::new(1000.0, 5, 5)), 0.0);
    }

    #[test]
    fn daily_returns_are_taken_as_they_are() {
        assert_close(daily_sortino(&[-0.02, 0.04, -0.04]), -0.02 / 3.0 / 0.01 * 365_f64.sqrt());
        assert_close(daily_sortino(&[0.1, -0.05, 0.2]), -100.0);
        assert_close(daily_sortino(&[]), 0.0);
    }
}
