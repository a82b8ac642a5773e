//! What a run of futures has to tell beside what all runs do.

use serde::{Deserialize, Serialize};

use super::Completed;
use crate::backtest::metrics::{Sample, WalletStats};
use crate::model::trade::Trade;

/// The exit reason of a position that the exchange closed.
const LIQUIDATED: &str = "liquidation";

/// The figures of a run of futures, under the names that blocks print.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FuturesFigures {
    /// Trades that sold first; all others bought first.
    pub short_count: usize,
    /// Profit of the long trades, percent of the starting balance.
    pub long_profit_pct: f64,
    /// Profit of the short trades, percent of the starting balance.
    pub short_profit_pct: f64,
    /// Mean leverage of the trades; 0 without any.
    pub avg_leverage: f64,
    /// Funding received (above 0) or paid, percent of the starting balance. It is part of the profit.
    pub funding_pct: f64,
    /// Trades that the exchange closed, because their collateral was used up.
    pub liquidations: usize,
    /// The yearly Sharpe ratio of the balance with what open positions had gained or lost.
    pub marked_sharpe: f64,
    /// The deepest drawdown of that balance, percent, negative.
    pub marked_dd_pct: f64,
}

impl Completed {
    /// Its figures of futures; `None` in spot.
    pub fn futures(&self) -> Option<FuturesFigures> {
        if self.trading_mode.is_spot() {
            return None;
        }
        let figures = &self.figures;
        let percent = |amount: f64| 100.0 * amount / figures.starting_balance;
        let sum = |of: fn(&Trade) -> f64| self.trades.iter().fold(0.0, |sum, one| sum + of(one));
        let marked = self.marked_stats.as_ref();
        let drawdown = marked.map_or(0.0, |stats| stats.drawdown.max_drawdown_account);
        Some(FuturesFigures {
            short_count: figures.trade_count_short,
            long_profit_pct: percent(figures.profit_total_long_abs),
            short_profit_pct: percent(figures.profit_total_short_abs),
            avg_leverage: sum(|trade| trade.leverage) / self.trades.len().max(1) as f64,
            funding_pct: percent(sum(|trade| trade.funding_fees)),
            liquidations: self.liquidated().count(),
            marked_sharpe: marked.map_or(0.0, |stats| stats.sharpe),
            marked_dd_pct: -100.0 * drawdown,
        })
    }

    /// The trades that the exchange closed.
    pub fn liquidated(&self) -> impl Iterator<Item = &Trade> {
        self.trades.iter().filter(|trade| trade.exit_reason == LIQUIDATED)
    }

    /// The balance at each step with what open positions had gained or lost. In spot the wallet knows of that, with
    /// futures it does not.
    pub fn worth(&self) -> &[Sample] {
        if self.trading_mode.is_spot() { &self.equity } else { &self.marked }
    }

    /// What follows from that balance; `None` without a step.
    pub fn worth_stats(&self) -> Option<&WalletStats> {
        let stats =
            if self.trading_mode.is_spot() { &self.wallet_stats } else { &self.marked_stats };
        stats.as_ref()
    }
}
