//! Drawdowns: how far a balance falls below its earlier high.

use super::figures::Drawdown;
use super::order::sorted_rows;
use crate::model::trade::Trade;

/// Follows gains one after another and remembers the deepest drawdown.
///
/// With `cum` the sum of the gains and `high` its largest value so far, at least 0, the absolute
/// drawdown is `high − cum` and the relative one that over `balance + high`. Of equal highs and
/// of equally deep lows the first counts.
pub(super) struct DrawdownScan {
    balance: f64,
    cum: f64,
    high: f64,
    high_date: i64,
    deepest: Drawdown,
}

impl DrawdownScan {
    /// A scan from a balance, with neither gain nor loss at `date` (epoch milliseconds).
    pub(super) fn new(balance: f64, date: i64) -> Self {
        let deepest = Drawdown { drawdown_start: date, drawdown_end: date, ..Drawdown::default() };
        Self { balance, cum: 0.0, high: 0.0, high_date: date, deepest }
    }

    /// Takes the next gain or loss, stake currency.
    pub(super) fn push(&mut self, date: i64, gain: f64) {
        self.cum += gain;
        if self.cum > self.high {
            self.high = self.cum;
            self.high_date = date;
        }
        let top = self.balance + self.high;
        let relative = (top - (self.balance + self.cum)) / top;
        if relative > self.deepest.max_relative_drawdown {
            self.deepest.max_relative_drawdown = relative;
        }
        let absolute = self.high - self.cum;
        if absolute > self.deepest.max_drawdown_abs {
            self.deepest = Drawdown {
                max_drawdown_account: relative,
                max_drawdown_abs: absolute,
                drawdown_start: self.high_date,
                drawdown_end: date,
                max_drawdown_low: self.cum,
                max_drawdown_high: self.high,
                ..self.deepest
            };
        }
    }

    /// The deepest drawdown; zeros at the first date where there was none.
    pub(super) fn finish(self) -> Drawdown {
        self.deepest
    }
}

/// The drawdown of closed trades, in the order of their close dates (ties as `FreqTrade` sorts
/// them); zeros without trades.
pub(super) fn closed_drawdown(trades: &[&Trade], starting_balance: f64) -> Drawdown {
    closed_drawdown_of(trades, starting_balance, |trade| trade.profit_abs)
}

/// The drawdown of any gains of closed trades.
pub(in crate::backtest) fn closed_drawdown_of(
    trades: &[&Trade],
    starting_balance: f64,
    gain: fn(&Trade) -> f64,
) -> Drawdown {
    let dates: Vec<i64> = trades.iter().map(|trade| trade.close_date).collect();
    let rows = sorted_rows(&dates);
    let Some(&first) = rows.first() else { return Drawdown::default() };
    let mut scan = DrawdownScan::new(starting_balance, dates[first]);
    for row in rows {
        scan.push(dates[row], gain(trades[row]));
    }
    scan.finish()
}

#[cfg(test)]
mod tests {
    use super::{Drawdown, DrawdownScan, closed_drawdown};
    use crate::backtest::metrics::samples::{HOUR, assert_close, trade, trades};

    fn drawdown(profits: &[f64]) -> Drawdown {
        let trades = trades(profits);
        closed_drawdown(&trades.iter().collect::<Vec<_>>(), 1000.0)
    }

    #[test]
    fn the_fall_after_the_first_trade() {
        let drawdown = drawdown(&[10.0, -5.0, 1.0]);
        assert_close(drawdown.max_drawdown_abs, 5.0);
        assert_close(drawdown.max_drawdown_account, 5.0 / 1010.0);
        assert_close(drawdown.max_relative_drawdown, 5.0 / 1010.0);
        assert_close(drawdown.max_drawdown_high, 10.0);
        assert_close(drawdown.max_drawdown_low, 5.0);
        assert_eq!((drawdown.drawdown_start, drawdown.drawdown_end), (0, 10 * HOUR));
    }

    #[test]
    fn a_loss_at_once_falls_from_the_starting_balance() {
        let drawdown = drawdown(&[-10.0, -10.0, 30.0]);
        assert_close(drawdown.max_drawdown_abs, 20.0);
        assert_close(drawdown.max_drawdown_account, 0.02);
        assert_close(drawdown.max_drawdown_high, 0.0);
        assert_close(drawdown.max_drawdown_low, -20.0);
        assert_eq!((drawdown.drawdown_start, drawdown.drawdown_end), (0, 10 * HOUR));
    }

    #[test]
    fn the_deepest_relative_drawdown_may_be_elsewhere() {
        // 1000 → 900 is 10 %; 4000 → 3700 is 7.5 %, but 300 in stake currency.
        let drawdown = drawdown(&[-100.0, 3100.0, -300.0]);
        assert_close(drawdown.max_drawdown_abs, 300.0);
        assert_close(drawdown.max_drawdown_account, 0.075);
        assert_close(drawdown.max_relative_drawdown, 0.1);
        assert_eq!((drawdown.drawdown_start, drawdown.drawdown_end), (10 * HOUR, 20 * HOUR));
    }

    #[test]
    fn of_equal_highs_and_lows_the_first_counts() {
        let drawdown = drawdown(&[10.0, -5.0, 5.0, -5.0]);
        assert_eq!((drawdown.drawdown_start, drawdown.drawdown_end), (0, 10 * HOUR));
    }

    #[test]
    fn without_losses_or_trades_all_is_zero() {
        assert_eq!(drawdown(&[]), Drawdown::default());
        assert_eq!(drawdown(&[3.0, 3.0, 4.0]), Drawdown::default());
        let late = closed_drawdown(&[&trade(1.0, 7)], 1000.0);
        assert_eq!((late.drawdown_start, late.drawdown_end), (7 * HOUR, 7 * HOUR));
    }

    #[test]
    fn trades_are_sorted_by_their_close() {
        let (late, early) = (trade(-5.0, 9), trade(10.0, 1));
        let drawdown = closed_drawdown(&[&late, &early], 1000.0);
        assert_close(drawdown.max_drawdown_abs, 5.0);
        assert_close(drawdown.max_drawdown_high, 10.0);
        assert_eq!((drawdown.drawdown_start, drawdown.drawdown_end), (HOUR, 9 * HOUR));
    }

    #[test]
    fn seventeen_trades_at_once_are_reordered() {
        // Row 0 stays first, row 14 comes second: the high is 1 + 14, and rows 13, 12, … follow.
        let profits = (0..17).map(|row| if row % 2 == 0 { 1.0 + f64::from(row) } else { -20.0 });
        let trades: Vec<_> = profits.map(|profit| trade(profit, 1)).collect();
        let order = [0, 14, 13, 12, 11, 10, 9, 15, 8, 6, 5, 4, 3, 2, 1, 7, 16];
        let mut scan = DrawdownScan::new(1000.0, HOUR);
        for row in order {
            scan.push(HOUR, trades[row].profit_abs);
        }
        let drawdown = closed_drawdown(&trades.iter().collect::<Vec<_>>(), 1000.0);
        assert_eq!(drawdown, scan.finish());
        assert_close(drawdown.max_drawdown_high, 16.0);
    }
}
