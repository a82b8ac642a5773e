//! Backtests for the tests of flags and summaries.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::flags::{self, Flag, Raised, Seen};
use super::gates::Gates;
use super::round::Result;
use super::strategy::Strategy;
use crate::backtest::Counters;
use crate::backtest::metrics::{self, Run, figures, wallet_stats};
use crate::diag::Diagnostic;
use crate::job::{Completed, Failure, Job, Outcome, ScriptText, Status};
use crate::model::config::{Config, TradingMode};
use crate::model::market::ExchangeRules;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;
use crate::model::trade::{Order, Side, Trade};
use crate::strategy::settings::Settings;

/// A day in milliseconds.
pub(super) const DAY: i64 = 86_400_000;

fn config_json() -> Value {
    json!({ "dry_run_wallet": 1000, "stake_amount": 100, "exchange": { "pair_whitelist": ["A/USDT"] } })
}

/// A trade of a day on a stake of 100, a tenth of the balance, with two orders of 100.
pub(super) fn trade(pair: &str, profit_ratio: f64, exit_reason: &str) -> Trade {
    let order = |is_entry| Order {
        is_entry,
        order_date: 0,
        filled_date: 0,
        price: 10.0,
        amount: 10.0,
        cost: 100.1,
        tag: String::new(),
    };
    Trade {
        pair: pair.to_owned(),
        side: Side::Long,
        leverage: 1.0,
        open_date: 0,
        close_date: DAY,
        open_rate: 10.0,
        close_rate: 10.0,
        amount: 10.0,
        stake_amount: 100.0,
        max_stake_amount: 100.0,
        fee_open: 0.001,
        fee_close: 0.001,
        profit_abs: profit_ratio * 100.0,
        profit_ratio,
        exit_reason: exit_reason.to_owned(),
        enter_tag: String::new(),
        min_rate: Some(10.0),
        max_rate: Some(10.0),
        stop_loss_abs: 9.0,
        stop_loss_ratio: -0.1,
        initial_stop_loss_abs: 9.0,
        initial_stop_loss_ratio: -0.1,
        funding_fees: 0.0,
        liquidation_price: None,
        orders: vec![order(true), order(false)],
    }
}

/// Trades of one pair with these profits.
pub(super) fn trades(profits: &[f64]) -> Vec<Trade> {
    profits.iter().map(|profit| trade("A/USDT", *profit, "exit_signal")).collect()
}

/// A backtest of three pairs that began with 1000.
pub(super) struct Sample {
    pub(super) completed: Completed,
    pub(super) exit_profit_only: bool,
}

impl Sample {
    pub(super) fn new(trades: Vec<Trade>) -> Self {
        let basket = ["A/USDT", "B/USDT", "C/USDT"].map(|pair| Pair::parse(pair).unwrap());
        let profit: f64 = trades.iter().map(|trade| trade.profit_abs).sum();
        let figures = figures(&Run {
            trades: &trades,
            pairs: &basket.clone().map(|pair| pair.to_string()),
            starting_balance: 1000.0,
            final_balance: 1000.0 + profit,
            backtest_start: 0,
            backtest_end: 100 * DAY,
            market_change: 0.0,
        });
        let completed = Completed {
            timerange: TimeRange::parse("20210101-20211231").unwrap(),
            timeframe: Timeframe::DAY,
            trading_mode: TradingMode::Spot,
            timeframe_detail: None,
            startup_candle_count: 0,
            basket: basket.to_vec(),
            fee: 0.001,
            figures,
            wallet_stats: None,
            marked_stats: None,
            buy_and_hold: metrics::buy_and_hold(&[]),
            held: Vec::new(),
            counters: Counters::default(),
            rejected: Vec::new(),
            trades,
            locks: Vec::new(),
            equity: Vec::new(),
            holdings: Vec::new(),
            marked: Vec::new(),
            balance_gap: 0.0,
        };
        Self { completed, exit_profit_only: false }
    }

    /// With these balances on the first days.
    pub(super) fn equity(mut self, balances: &[f64]) -> Self {
        self.completed.equity = daily(balances);
        self.completed.wallet_stats = wallet_stats(&self.completed.equity);
        self
    }

    /// Of futures, and with these balances of collateral and of all that positions are worth.
    pub(super) fn marked(self, collateral: &[f64], marked: &[f64]) -> Self {
        let mut sample = self.equity(collateral);
        sample.completed.trading_mode = TradingMode::Futures;
        sample.completed.marked = daily(marked);
        sample.completed.marked_stats = wallet_stats(&sample.completed.marked);
        sample
    }

    /// The flags that it raises.
    pub(super) fn raised(&self) -> Vec<Raised> {
        let config = config_json();
        let config = Config::from_json(&config).unwrap();
        let timeframe = ("timeframe".to_owned(), "1d".into());
        let (mut settings, _) = Settings::new(&[timeframe], &config).unwrap();
        settings.exit_profit_only = self.exit_profit_only;
        flags::raised(&Seen::new(&self.completed, &settings, &Gates::default()))
    }

    /// The figure of a flag, if it is raised.
    #[track_caller]
    pub(super) fn figure(&self, name: &str) -> Option<f64> {
        assert!(Flag::named(name).is_some(), "{name}");
        self.raised().iter().find(|raised| raised.name() == name).map(|raised| raised.figure)
    }
}

/// Balances of the first days.
fn daily(balances: &[f64]) -> Vec<metrics::Sample> {
    let sample = |(&equity, day)| metrics::Sample { date: day * DAY, equity };
    balances.iter().zip(0..).map(sample).collect()
}

/// The result of a timerange; one that failed without a sample.
pub(super) fn result(label: &str, sample: Option<Sample>) -> Result {
    let strategy = Strategy {
        name: "One".to_owned(),
        path: PathBuf::from("One.rhai"),
        shown: "One.rhai".to_owned(),
    };
    let config = Config::from_json(&config_json()).unwrap();
    let script = ScriptText::default();
    let timerange = TimeRange::parse("20210101-20211231").unwrap();
    let job = Job::new("One", script, config, ExchangeRules::default(), timerange.clone());
    let flags = sample.as_ref().map(Sample::raised).unwrap_or_default();
    let failure = || Failure::script(Diagnostic::error("AQ100", "it is broken"));
    let mut outcome = Outcome::failed(&job, failure());
    if let Some(sample) = sample {
        outcome.status = Status::Completed(Box::new(sample.completed));
    }
    let commit = "unversioned".to_owned();
    let label = label.to_owned();
    Result { strategy, commit, label, timerange, outcome, flags, data_key: None, job_key: None }
}
