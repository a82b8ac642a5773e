//! The Calmar ratio: profit a day over the drawdown.

use super::basis::yearly_ratio;

/// Calmar ratio: `(profit / days · 100) / drawdown · √365`, both relative to the balance.
///
/// `drawdown` is the relative one at the deepest absolute one. −100 where it is 0.
pub(super) fn calmar(profit: f64, days: f64, drawdown: f64) -> f64 {
    yearly_ratio(profit / days * 100.0, drawdown)
}

#[cfg(test)]
mod tests {
    use super::calmar;
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn a_profit_of_six_after_a_drawdown_of_five_from_1010() {
        assert_close(calmar(0.006, 12.0, 5.0 / 1010.0), 192.960_229_062_882_26);
    }

    #[test]
    fn without_a_drawdown_it_is_undefined() {
        assert_close(calmar(0.01, 12.0, 0.0), -100.0);
    }
}
