//! How well did it do? The figures of a run, by the rules of `FreqTrade`.
//!
//! - [`figures`]: everything that follows from the closed trades.
//! - [`wallet_stats`]: everything that follows from the mark-to-market balance.
//! - [`buy_and_hold`]: the benchmark, from daily candles.
//! - [`monthly`], [`excursions`]: what a month brought, and how far a trade went.
//!
//! Each file holds one idea. Sums are added from left to right; where `FreqTrade` adds in another
//! order the last digits may differ.

mod balance;
mod basis;
mod breakdown;
mod buy_and_hold;
mod cagr;
mod calmar;
mod days;
mod drawdown;
mod excursions;
mod expectancy;
mod figures;
mod held;
mod holding;
mod moments;
mod monthly;
mod order;
mod p_value;
mod rounding;
mod row;
#[cfg(test)]
pub(crate) mod samples;
mod sharpe;
mod sortino;
mod sqn;
mod streaks;
mod tables;
mod wallet_stats;

pub use breakdown::{Breakdown, Period, periodic_breakdown};
pub use buy_and_hold::buy_and_hold;
pub use days::daily_profit;
pub(super) use drawdown::closed_drawdown_of;
pub use excursions::{Excursions, excursions};
pub use figures::{
    BuyAndHold, BuyAndHoldPair, Days, Drawdown, Figures, Holding, MixRow, Row, WalletStats,
};
pub use held::held;
pub use monthly::{Month, monthly};
pub use rounding::round_scaled;
pub use tables::{left_open_total, mix_tag_stats, side_rows};
pub use wallet_stats::{Sample, daily_returns, wallet_stats};

use crate::model::trade::Trade;
use basis::{Basis, whole_days};

/// What the figures of a run are computed from.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The closed trades, in closing order.
    pub trades: &'a [Trade],
    /// The pairs with data, in data order; a trade of another pair is in no row but the total.
    pub pairs: &'a [String],
    /// `dry_run_wallet`, stake currency.
    pub starting_balance: f64,
    /// What is in the wallet after the last trade, stake currency.
    pub final_balance: f64,
    /// `t_min`: the first candle after warm-up of any pair, epoch milliseconds.
    pub backtest_start: i64,
    /// `t_max`: the last candle of any pair, epoch milliseconds.
    pub backtest_end: i64,
    /// Mean change of the pairs' closes over the run.
    pub market_change: f64,
}

/// All figures that follow from the closed trades of a run.
///
/// Wins, draws and losses are by the sign of `profit_ratio` here, and by that of `profit_abs` in
/// the rows of the tables. All rows are measured against the balance and days of the whole run.
pub fn figures(run: &Run<'_>) -> Figures {
    let &Run { trades, pairs, starting_balance, backtest_start, backtest_end, .. } = run;
    let basis = Basis::new(starting_balance, backtest_start, backtest_end);
    let backtest_days = whole_days(backtest_start, backtest_end);
    let ratios: Vec<f64> = trades.iter().map(|trade| trade.profit_ratio).collect();
    let stakes: Vec<f64> = trades.iter().map(|trade| trade.stake_amount).collect();
    let costs: Vec<f64> =
        trades.iter().flat_map(|trade| trade.orders.iter().map(|order| order.cost)).collect();
    let (short, long): (Vec<&Trade>, Vec<&Trade>) =
        trades.iter().partition(|trade| trade.side.is_short());
    let all: Vec<&Trade> = trades.iter().collect();
    let wins = ratios.iter().filter(|&&ratio| ratio > 0.0).count();
    let losses = ratios.iter().filter(|&&ratio| ratio < 0.0).count();
    let (max_consecutive_wins, max_consecutive_losses) = streaks::streaks(trades);
    let (csum_min, csum_max) = balance::balance_range(trades, starting_balance);
    Figures {
        backtest_start,
        backtest_end,
        backtest_days,
        starting_balance,
        final_balance: run.final_balance,
        market_change: run.market_change,
        total: row::row("TOTAL", &all, &basis),
        cagr: cagr::cagr(run.final_balance, &basis),
        profit_median: moments::median(&ratios),
        profit_total_long_abs: profit(&long),
        profit_total_short_abs: profit(&short),
        trade_count_long: long.len(),
        trade_count_short: short.len(),
        total_volume: moments::sum(&costs),
        avg_stake_amount: moments::mean(&stakes),
        trades_per_day: rounding::round_exact(trades.len() as f64 / basis.days, 2),
        wins,
        draws: trades.len() - wins - losses,
        losses,
        holding: holding::holding(trades),
        max_consecutive_wins,
        max_consecutive_losses,
        days: days::days(trades),
        drawdown: drawdown::closed_drawdown(&all, starting_balance),
        csum_min,
        csum_max,
        results_per_pair: tables::pair_rows(trades, pairs, &basis),
        results_per_enter_tag: tables::tag_rows(trades, |trade| &trade.enter_tag, &basis),
        exit_reason_summary: tables::tag_rows(trades, |trade| &trade.exit_reason, &basis),
        left_open_trades: tables::left_open_rows(trades, pairs, &basis),
    }
}

/// The sum of `profit_abs`, stake currency.
fn profit(trades: &[&Trade]) -> f64 {
    trades.iter().fold(0.0, |sum, trade| sum + trade.profit_abs)
}

#[cfg(test)]
mod tests {
    use super::samples::{HOUR, assert_close, trade, trades};
    use super::{Days, Drawdown, Figures, Holding, Row, Run, figures};
    use crate::model::trade::{Order, Side, Trade};

    const DAY: i64 = 24 * HOUR;

    fn run<'a>(trades: &'a [Trade], pairs: &'a [String], final_balance: f64) -> Run<'a> {
        Run {
            trades,
            pairs,
            starting_balance: 1000.0,
            final_balance,
            backtest_start: 0,
            backtest_end: 12 * DAY,
            market_change: 0.25,
        }
    }

    #[test]
    fn the_worked_example_of_three_trades() {
        let trades = trades(&[10.0, -5.0, 1.0]);
        let pairs = ["ETH/USDT", "BTC/USDT"].map(String::from);
        let figures = figures(&run(&trades, &pairs, 1006.0));
        assert_eq!(figures.backtest_days, 12);
        assert_close(figures.market_change, 0.25);
        assert_close(figures.cagr, 0.199_559_828_826_926_47);
        assert_close(figures.total.sharpe, 1.549_617_949_519_714_4);
        assert_close(figures.profit_median, 0.01);
        assert_close(figures.avg_stake_amount, 100.0);
        assert_close(figures.trades_per_day, 0.25);
        assert_eq!((figures.wins, figures.draws, figures.losses), (2, 0, 1));
        assert_eq!((figures.max_consecutive_wins, figures.max_consecutive_losses), (1, 1));
        assert_close(figures.csum_min, 1005.0);
        assert_close(figures.csum_max, 1010.0);
        assert_close(figures.drawdown.max_drawdown_abs, 5.0);
        let keys: Vec<&str> = figures.results_per_pair.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, ["BTC/USDT", "ETH/USDT"]);
        assert_eq!(figures.results_per_enter_tag[0].key, "");
        assert_eq!(figures.exit_reason_summary[0].key, "roi");
        assert!(figures.left_open_trades.is_empty());
    }

    #[test]
    fn longs_and_shorts_and_the_volume_of_all_orders() {
        let order = |cost| Order {
            is_entry: true,
            order_date: 0,
            filled_date: 0,
            price: 10.0,
            amount: 10.0,
            cost,
            tag: String::new(),
        };
        let trades = [
            Trade { orders: vec![order(100.0), order(107.0)], ..trade(7.0, 1) },
            Trade { orders: vec![order(100.0)], side: Side::Short, ..trade(-2.0, 2) },
            Trade { side: Side::Short, ..trade(-3.0, 3) },
        ];
        let figures = figures(&run(&trades, &[], 1002.0));
        assert_close(figures.total_volume, 307.0);
        assert_eq!((figures.trade_count_long, figures.trade_count_short), (1, 2));
        assert_close(figures.profit_total_long_abs, 7.0);
        assert_close(figures.profit_total_short_abs, -5.0);
    }

    #[test]
    fn outcomes_of_a_run_are_by_ratio_and_of_rows_by_profit() {
        let trades = [Trade { profit_ratio: 0.0, ..trade(1.0, 1) }];
        let figures = figures(&run(&trades, &[], 1001.0));
        assert_eq!((figures.wins, figures.draws, figures.losses), (0, 1, 0));
        assert_eq!((figures.total.wins, figures.total.draws, figures.total.losses), (1, 0, 0));
    }

    #[test]
    fn a_run_without_trades() {
        let empty = |key: &str| Row {
            key: key.to_owned(),
            expectancy_ratio: 100.0,
            p_value: 1.0,
            ..Row::default()
        };
        let pairs = ["B", "A"].map(String::from);
        let expected = Figures {
            backtest_start: 0,
            backtest_end: 12 * DAY,
            backtest_days: 12,
            starting_balance: 1000.0,
            final_balance: 1000.0,
            market_change: 0.25,
            total: empty("TOTAL"),
            cagr: 0.0,
            profit_median: 0.0,
            profit_total_long_abs: 0.0,
            profit_total_short_abs: 0.0,
            trade_count_long: 0,
            trade_count_short: 0,
            total_volume: 0.0,
            avg_stake_amount: 0.0,
            trades_per_day: 0.0,
            wins: 0,
            draws: 0,
            losses: 0,
            holding: Holding::default(),
            max_consecutive_wins: 0,
            max_consecutive_losses: 0,
            days: Days::default(),
            drawdown: Drawdown::default(),
            csum_min: 0.0,
            csum_max: 0.0,
            results_per_pair: vec![empty("B"), empty("A")],
            results_per_enter_tag: vec![],
            exit_reason_summary: vec![],
            left_open_trades: vec![],
        };
        assert_eq!(figures(&run(&[], &pairs, 1000.0)), expected);
    }
}
