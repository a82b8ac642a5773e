//! The range of the balance after each close.

use crate::model::trade::Trade;

/// Lowest and highest balance after a close, in the order given; zeros without trades.
pub(super) fn balance_range(trades: &[Trade], starting_balance: f64) -> (f64, f64) {
    if trades.is_empty() {
        return (0.0, 0.0);
    }
    let (mut cum, mut low, mut high) = (0.0_f64, f64::INFINITY, f64::NEG_INFINITY);
    for trade in trades {
        cum += trade.profit_abs;
        low = low.min(cum);
        high = high.max(cum);
    }
    (starting_balance + low, starting_balance + high)
}

#[cfg(test)]
mod tests {
    use super::balance_range;
    use crate::backtest::metrics::samples::{assert_close, trades};

    #[test]
    fn the_starting_balance_itself_does_not_count() {
        for (profits, low, high) in [
            (&[10.0, -5.0, 1.0] as &[f64], 1005.0, 1010.0),
            (&[-10.0, -2.0], 988.0, 990.0),
            (&[], 0.0, 0.0),
        ] {
            let range = balance_range(&trades(profits), 1000.0);
            assert_close(range.0, low);
            assert_close(range.1, high);
        }
    }
}
