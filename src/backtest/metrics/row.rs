//! One row of the result tables.

use super::basis::Basis;
use super::cagr::cagr;
use super::calmar::calmar;
use super::drawdown::closed_drawdown;
use super::expectancy::Outcomes;
use super::figures::Row;
use super::holding::Durations;
use super::moments::{mean, sum};
use super::p_value::p_value;
use super::sharpe::sharpe;
use super::sortino::sortino;
use super::sqn::sqn;
use crate::model::trade::Trade;

/// The row of some trades, in closing order, measured against the whole run.
///
/// Wins, draws and losses are those of `profit_abs`.
pub(super) fn row(key: &str, trades: &[&Trade], basis: &Basis) -> Row {
    let balance = basis.starting_balance;
    let profits: Vec<f64> = trades.iter().map(|trade| trade.profit_abs).collect();
    let ratios: Vec<f64> = trades.iter().map(|trade| trade.profit_ratio).collect();
    let relative: Vec<f64> = profits.iter().map(|profit| profit / balance).collect();
    let outcomes = Outcomes::of(profits.iter().copied());
    let drawdown = closed_drawdown(trades, balance);
    let profit_total_abs = sum(&profits);
    let calmar = if trades.is_empty() || basis.momentary {
        0.0
    } else {
        calmar(sum(&relative), basis.days, drawdown.max_drawdown_account)
    };
    Row {
        key: key.to_owned(),
        trades: trades.len(),
        profit_mean: mean(&ratios),
        profit_total_abs,
        profit_total: profit_total_abs / balance,
        duration_avg_min: whole(Durations::of(trades.iter().copied()).average()),
        wins: outcomes.wins,
        draws: outcomes.draws,
        losses: outcomes.losses,
        winrate: outcomes.winrate(),
        cagr: cagr(balance + profit_total_abs, basis),
        expectancy: outcomes.expectancy(),
        expectancy_ratio: outcomes.expectancy_ratio(),
        sharpe: sharpe(&relative, basis),
        sortino: sortino(&relative, basis),
        calmar,
        sqn: sqn(&relative),
        p_value: p_value(&relative),
        profit_factor: outcomes.profit_factor(),
        max_drawdown_account: drawdown.max_drawdown_account,
        max_drawdown_abs: drawdown.max_drawdown_abs,
    }
}

/// A rounded number of minutes as an integer.
#[expect(clippy::cast_possible_truncation, reason = "minutes between two dates, already rounded")]
fn whole(minutes: f64) -> i64 {
    minutes as i64
}

#[cfg(test)]
mod tests {
    use super::row;
    use crate::backtest::metrics::basis::{Basis, DAY_MS};
    use crate::backtest::metrics::figures::Row;
    use crate::backtest::metrics::samples::{assert_close, trades};

    fn row_of(profits: &[f64], days: i64) -> Row {
        let trades = trades(profits);
        let basis = Basis::new(1000.0, 0, days * DAY_MS);
        row("BTC/USDT", &trades.iter().collect::<Vec<_>>(), &basis)
    }

    #[test]
    fn the_worked_example_of_three_trades() {
        let row = row_of(&[10.0, -5.0, 1.0], 12);
        assert_eq!((row.key.as_str(), row.trades, row.duration_avg_min), ("BTC/USDT", 3, 60));
        assert_eq!((row.wins, row.draws, row.losses), (2, 0, 1));
        for (value, expected) in [
            (row.profit_mean, 0.02),
            (row.profit_total_abs, 6.0),
            (row.profit_total, 0.006),
            (row.winrate, 2.0 / 3.0),
            (row.cagr, 0.199_559_828_826_926_47),
            (row.expectancy, 2.0),
            (row.expectancy_ratio, 0.4),
            (row.sharpe, 1.549_617_949_519_714_4),
            (row.sortino, -100.0),
            (row.calmar, 192.960_229_062_882_26),
            (row.sqn, 0.4588),
            (row.p_value, 0.691_393_300_075_816_1),
            (row.profit_factor, 2.2),
            (row.max_drawdown_account, 5.0 / 1010.0),
            (row.max_drawdown_abs, 5.0),
        ] {
            assert_close(value, expected);
        }
    }

    #[test]
    fn a_fourth_trade_makes_a_second_loss() {
        let row = row_of(&[10.0, -5.0, 1.0, -3.0], 12);
        assert_close(row.sortino, 4.776_243_293_635_7);
        assert_close(row.calmar, 68.914_367_522_457_95);
        assert_close(row.expectancy_ratio, 0.1875);
    }

    #[test]
    fn no_trade_is_a_row_of_zeros() {
        let row = row_of(&[], 12);
        let zero = Row {
            key: "BTC/USDT".to_owned(),
            expectancy_ratio: 100.0,
            p_value: 1.0,
            ..Row::default()
        };
        assert_eq!(row, zero);
        assert!(row.profit_total_abs.is_sign_positive());
    }

    #[test]
    fn one_win_one_loss_and_only_draws() {
        let win = row_of(&[10.0], 12);
        assert_eq!((win.wins, win.draws, win.losses), (1, 0, 0));
        for ratio in [win.sharpe, win.sortino, win.calmar, win.sqn] {
            assert_close(ratio, -100.0);
        }
        let loss = row_of(&[-10.0], 12);
        assert_close(loss.calmar, -159.208_109_787_856_67);
        assert_close(loss.sharpe, -100.0);
        assert_close(loss.cagr, -0.263_390_748_667_851_3);
        let draws = row_of(&[0.0; 3], 12);
        assert_eq!((draws.wins, draws.draws, draws.losses), (0, 3, 0));
        for ratio in [draws.sharpe, draws.sortino, draws.calmar, draws.sqn] {
            assert_close(ratio, -100.0);
        }
        assert_close(draws.cagr, 0.0);
        assert_close(draws.p_value, 1.0);
    }

    #[test]
    fn a_run_without_length_has_no_yearly_ratios() {
        let row = row_of(&[10.0, -5.0, 1.0, -3.0], 0);
        for ratio in [row.sharpe, row.sortino, row.calmar] {
            assert_close(ratio, 0.0);
        }
        assert_close(row.sqn, 0.2255);
    }
}
