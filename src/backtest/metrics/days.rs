//! Profits by the UTC day of closing.

use super::basis::utc_day;
use super::figures::Days;
use super::rounding::round_scaled;
use crate::model::trade::Trade;

/// Decimals of a day's profit in stake currency.
const DECIMALS: i32 = 10;

/// The best and worst day, and how many days won, drew and lost.
///
/// All days from the first to the last close count, those without a close as draws. A day wins
/// or loses by the sum of its `profit_abs`; the best and worst sum of `profit_ratio` may be on
/// other days. Zeros without trades.
pub(super) fn days(trades: &[Trade]) -> Days {
    let Some(Sums { profits, ratios, .. }) = sums(trades) else { return Days::default() };
    let winning_days = profits.iter().filter(|&&profit| profit > 0.0).count();
    let losing_days = profits.iter().filter(|&&profit| profit < 0.0).count();
    Days {
        backtest_best_day: largest(&ratios),
        backtest_worst_day: smallest(&ratios),
        backtest_best_day_abs: largest(&profits),
        backtest_worst_day_abs: smallest(&profits),
        winning_days,
        draw_days: profits.len() - winning_days - losing_days,
        losing_days,
    }
}

/// The sum of `profit_abs` of each UTC day from the first to the last close, rounded to 10 decimals, with the
/// day counted from 1970-01-01.
pub fn daily_profit(trades: &[Trade]) -> Vec<(i64, f64)> {
    sums(trades).map_or_else(Vec::new, |sums| (sums.first..).zip(sums.profits).collect())
}

/// What all days brought, from the first to the last close.
struct Sums {
    /// The first day, counted from 1970-01-01.
    first: i64,
    /// Sums of `profit_abs`, rounded.
    profits: Vec<f64>,
    /// Sums of `profit_ratio`.
    ratios: Vec<f64>,
}

fn sums(trades: &[Trade]) -> Option<Sums> {
    let closes = || trades.iter().map(|trade| utc_day(trade.close_date));
    let (first, last) = (closes().min()?, closes().max()?);
    let count = usize::try_from(last - first).unwrap_or(0) + 1;
    let (mut profits, mut ratios) = (vec![0.0; count], vec![0.0; count]);
    for (trade, day) in trades.iter().zip(closes()) {
        let day = usize::try_from(day - first).unwrap_or(0);
        profits[day] += trade.profit_abs;
        ratios[day] += trade.profit_ratio;
    }
    for profit in &mut profits {
        *profit = round_scaled(*profit, DECIMALS);
    }
    Some(Sums { first, profits, ratios })
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn smallest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::{Days, daily_profit, days};
    use crate::backtest::metrics::samples::{assert_close, trade};

    #[test]
    fn days_without_a_close_are_draws() {
        let trades = [trade(10.0, 1), trade(-4.0, 23), trade(-3.0, 4 * 24)];
        let days = days(&trades);
        assert_eq!((days.winning_days, days.draw_days, days.losing_days), (1, 3, 1));
        assert_close(days.backtest_best_day_abs, 6.0);
        assert_close(days.backtest_worst_day_abs, -3.0);
        assert_close(days.backtest_best_day, 0.06);
        assert_close(days.backtest_worst_day, -0.03);
    }

    #[test]
    fn an_empty_day_is_the_worst_of_a_winner() {
        let days = days(&[trade(1.0, 1), trade(1.0, 49)]);
        assert_close(days.backtest_worst_day_abs, 0.0);
        assert_close(days.backtest_worst_day, 0.0);
    }

    #[test]
    fn a_day_wins_by_its_profit_in_stake_currency() {
        let mut trades = [trade(0.1, 1), trade(0.2, 2), trade(-3.0, 100)];
        for (trade, ratio) in trades.iter_mut().zip([-1.0, -0.3, 0.7]) {
            trade.profit_ratio = ratio;
        }
        let days = days(&trades);
        assert_eq!((days.winning_days, days.draw_days, days.losing_days), (1, 3, 1));
        assert_close(days.backtest_best_day, 0.7);
        assert_close(days.backtest_worst_day, -1.3);
        assert!(days.backtest_best_day_abs.to_bits() == 0.3_f64.to_bits(), "rounded");
    }

    #[test]
    fn noise_behind_ten_decimals_is_a_draw() {
        let days = days(&[trade(0.1, 1), trade(0.2, 1), trade(-0.3, 1)]);
        assert_eq!((days.winning_days, days.draw_days, days.losing_days), (0, 1, 0));
    }

    #[test]
    fn each_day_has_its_sum() {
        let trades = [trade(0.1, 1), trade(0.2, 2), trade(-3.0, 49)];
        assert_eq!(daily_profit(&trades), [(0, 0.3), (1, 0.0), (2, -3.0)]);
    }

    #[test]
    fn no_trade_no_day() {
        assert_eq!(days(&[]), Days::default());
        assert!(daily_profit(&[]).is_empty());
    }
}
