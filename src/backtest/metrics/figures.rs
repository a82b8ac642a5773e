//! The figures of a run, under FreqTrade's names.

use serde::{Deserialize, Serialize};

/// One row of the result tables: the trades of a pair, of a tag, or all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The pair, the tag, or `TOTAL`.
    pub key: String,
    /// Number of closed trades.
    pub trades: usize,
    /// Mean of `profit_ratio`.
    pub profit_mean: f64,
    /// Sum of `profit_abs`, stake currency.
    pub profit_total_abs: f64,
    /// `profit_total_abs` over the starting balance.
    pub profit_total: f64,
    /// Mean duration in minutes, rounded half to even; 0 without trades.
    pub duration_avg_min: i64,
    /// Trades with `profit_abs > 0`.
    pub wins: usize,
    /// Trades with `profit_abs == 0`.
    pub draws: usize,
    /// Trades with `profit_abs < 0`.
    pub losses: usize,
    /// `wins / trades`.
    pub winrate: f64,
    /// Compound annual growth rate, from the starting balance plus `profit_total_abs`.
    pub cagr: f64,
    /// Expected profit of a trade, stake currency.
    pub expectancy: f64,
    /// Expected profit relative to the average loss; 100 without a loss.
    pub expectancy_ratio: f64,
    /// Sharpe ratio over closed trades.
    pub sharpe: f64,
    /// Sortino ratio over closed trades.
    pub sortino: f64,
    /// Calmar ratio over closed trades.
    pub calmar: f64,
    /// System quality number.
    pub sqn: f64,
    /// Two-sided t-test of a zero mean profit.
    pub p_value: f64,
    /// Gains over losses; 0 without a loss.
    pub profit_factor: f64,
    /// Relative account drawdown at the deepest absolute one.
    pub max_drawdown_account: f64,
    /// The deepest drawdown, stake currency.
    pub max_drawdown_abs: f64,
}

/// One row of the table of entry tags with exit reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixRow {
    /// The tag of the entries.
    pub enter_tag: String,
    /// Why the trades ended.
    pub exit_reason: String,
    /// Their figures; its key is empty.
    pub row: Row,
}

/// The drawdown of a sequence of gains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawdown {
    /// Relative to the balance at its high, where the absolute one is deepest.
    pub max_drawdown_account: f64,
    /// The largest relative drawdown anywhere.
    pub max_relative_drawdown: f64,
    /// The deepest, stake currency.
    pub max_drawdown_abs: f64,
    /// Date of the high before it, epoch milliseconds.
    pub drawdown_start: i64,
    /// Date of its low, epoch milliseconds.
    pub drawdown_end: i64,
    /// Cumulative gain at the low, stake currency.
    pub max_drawdown_low: f64,
    /// Cumulative gain at the high, stake currency.
    pub max_drawdown_high: f64,
}

/// Everything that is computed from the closed trades of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// `t_min`: the first candle after warm-up of any pair, epoch milliseconds.
    pub backtest_start: i64,
    /// `t_max`: the last candle of any pair, epoch milliseconds.
    pub backtest_end: i64,
    /// Whole days between the two, at least 1.
    pub backtest_days: i64,
    /// `dry_run_wallet`, stake currency.
    pub starting_balance: f64,
    /// What is in the wallet after the last trade, stake currency.
    pub final_balance: f64,
    /// Mean change of the pairs' closes over the run.
    pub market_change: f64,
    /// All trades together; `cagr` here is from the starting balance and its profits.
    pub total: Row,
    /// Compound annual growth rate from `final_balance`.
    pub cagr: f64,
    /// Median of `profit_ratio`.
    pub profit_median: f64,
    /// The part of `profit_total_abs` that long trades made.
    pub profit_total_long_abs: f64,
    /// The part of `profit_total_abs` that short trades made.
    pub profit_total_short_abs: f64,
    /// Number of long trades.
    pub trade_count_long: usize,
    /// Number of short trades.
    pub trade_count_short: usize,
    /// Sum of the cost of all filled orders, stake currency.
    pub total_volume: f64,
    /// Mean stake of a trade.
    pub avg_stake_amount: f64,
    /// Trades a day, rounded to 2 decimals.
    pub trades_per_day: f64,
    /// Trades with `profit_ratio > 0`.
    pub wins: usize,
    /// Trades with `profit_ratio == 0`.
    pub draws: usize,
    /// Trades with `profit_ratio < 0`.
    pub losses: usize,
    /// Durations of all, winning and losing trades.
    pub holding: Holding,
    /// The longest run of winning trades.
    pub max_consecutive_wins: usize,
    /// The longest run of other trades.
    pub max_consecutive_losses: usize,
    /// Sums per day of closing.
    pub days: Days,
    /// Drawdown of the closed trades.
    pub drawdown: Drawdown,
    /// Lowest balance after a close.
    pub csum_min: f64,
    /// Highest balance after a close.
    pub csum_max: f64,
    /// A row for each pair, best profit first.
    pub results_per_pair: Vec<Row>,
    /// A row for each entry tag, best profit first.
    pub results_per_enter_tag: Vec<Row>,
    /// A row for each exit reason, best profit first.
    pub exit_reason_summary: Vec<Row>,
    /// A row for each pair with trades that were still open at the end, best profit first.
    pub left_open_trades: Vec<Row>,
}

/// Durations in seconds (whole minutes); zeros without such trades.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    /// Mean of all trades.
    pub holding_avg_s: f64,
    /// Shortest winning trade.
    pub winner_holding_min_s: f64,
    /// Longest winning trade.
    pub winner_holding_max_s: f64,
    /// Mean of the winning trades.
    pub winner_holding_avg_s: f64,
    /// Shortest losing trade.
    pub loser_holding_min_s: f64,
    /// Longest losing trade.
    pub loser_holding_max_s: f64,
    /// Mean of the losing trades.
    pub loser_holding_avg_s: f64,
}

/// Statistics over UTC days, from the first to the last day with a close.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Days {
    /// Largest daily sum of `profit_ratio`.
    pub backtest_best_day: f64,
    /// Smallest daily sum of `profit_ratio`.
    pub backtest_worst_day: f64,
    /// Largest daily sum of `profit_abs`.
    pub backtest_best_day_abs: f64,
    /// Smallest daily sum of `profit_abs`.
    pub backtest_worst_day_abs: f64,
    /// Days with a gain.
    pub winning_days: usize,
    /// Days without gain or loss, those without a close too.
    pub draw_days: usize,
    /// Days with a loss.
    pub losing_days: usize,
}

/// Statistics of the mark-to-market balance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WalletStats {
    /// First balance, stake currency.
    pub start_balance: f64,
    /// Last balance, stake currency.
    pub end_balance: f64,
    /// Highest balance, stake currency.
    pub high_balance: f64,
    /// Its first date, epoch milliseconds.
    pub high_date: i64,
    /// Lowest balance, stake currency.
    pub low_balance: f64,
    /// Its first date, epoch milliseconds.
    pub low_date: i64,
    /// Sharpe ratio of daily balances.
    pub sharpe: f64,
    /// Sortino ratio of daily balances.
    pub sortino: f64,
    /// Calmar ratio of the balance.
    pub calmar: f64,
    /// Drawdown of the balance.
    pub drawdown: Drawdown,
}

/// Equal-weight buy and hold over the basket, from daily candles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuyAndHold {
    /// Sharpe ratio of the mean daily return, × √365.
    pub sharpe: f64,
    /// Compounded mean daily return.
    pub profit_ratio: f64,
    /// Deepest relative drawdown of that curve, at most 0.
    pub drawdown_ratio: f64,
    /// The same for each pair alone, in the order of the basket.
    pub pairs: Vec<BuyAndHoldPair>,
}

/// Buy and hold of one pair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuyAndHoldPair {
    /// The pair.
    pub pair: String,
    /// From its first to its last close.
    pub profit_ratio: f64,
    /// Deepest relative drawdown of its closes, at most 0.
    pub drawdown_ratio: f64,
}
