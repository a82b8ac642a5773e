//! What comes of a backtest.

use serde::{Deserialize, Serialize};

use super::{Job, SCHEMA, SEMANTICS, ScriptKey};
use crate::backtest::metrics::{BuyAndHold, Figures, Sample, WalletStats};
use crate::backtest::{Counters, Holding};
use crate::data::DataError;
use crate::diag::{Diagnostic, Place};
use crate::model::config::TradingMode;
use crate::model::lock::Lock;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;
use crate::model::trade::Trade;

/// The result of one backtest, whether it came to an end or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The version of this form.
    pub schema: u32,
    /// The rules that were simulated.
    pub semantics: String,
    /// The strategy's name.
    pub strategy: String,
    /// The identity of its script.
    pub script_key: ScriptKey,
    /// Warnings and notes about the strategy.
    pub diagnostics: Vec<Diagnostic>,
    /// What came of it.
    pub status: Status,
}

/// Whether a backtest came to an end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It did.
    Completed(Box<Completed>),
    /// It did not.
    Failed(Failure),
}

/// A backtest that came to an end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Completed {
    /// The candles that were tested.
    pub timerange: TimeRange,
    /// The length of the base candles.
    pub timeframe: Timeframe,
    /// What was traded.
    #[serde(default, skip_serializing_if = "TradingMode::is_spot")]
    pub trading_mode: TradingMode,
    /// The length of the shorter candles that trades were followed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeframe_detail: Option<Timeframe>,
    /// Candles before the first signal.
    pub startup_candle_count: usize,
    /// The pairs, in their order.
    pub basket: Vec<Pair>,
    /// Fee ratio of entries and exits.
    pub fee: f64,
    /// What follows from the closed trades.
    pub figures: Figures,
    /// What follows from the balance that the wallet knows; `None` without a step.
    pub wallet_stats: Option<WalletStats>,
    /// With futures the same from the balance with open gains and losses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_stats: Option<WalletStats>,
    /// What holding would have brought.
    pub buy_and_hold: BuyAndHold,
    /// What was counted.
    pub counters: Counters,
    /// The entries that found no free slot.
    #[serde(default)]
    pub rejected: Vec<Rejected>,
    /// The closed trades, in closing order.
    pub trades: Vec<Trade>,
    /// The locks of pairs, in the order in which they were put.
    #[serde(default)]
    pub locks: Vec<Lock>,
    /// The balance at each step, as the wallet knows it: in spot with open positions at their price.
    pub equity: Vec<Sample>,
    /// With futures the same with what open positions had gained or lost: the wallet knows of their stakes alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marked: Vec<Sample>,
    /// What the wallet knew of each pair at each of them, where that changes. Pairs without candles are not
    /// counted.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// How far the balance that is told was from what was there, at most; stake currency.
    #[serde(default)]
    pub balance_gap: f64,
    /// What the balance would have been worth at the last candle of each day, had all pairs been bought at the
    /// start and held.
    #[serde(default)]
    pub held: Vec<Sample>,
}

/// The entries of a pair that found no free slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    /// The pair.
    pub pair: String,
    /// The candles at whose open they were asked for, epoch milliseconds.
    pub dates: Vec<i64>,
}

/// A backtest that did not come to an end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Where the fault lies.
    pub error_type: ErrorType,
    /// What is wrong, where, and how to mend it.
    pub diagnostic: Diagnostic,
}

/// Where a fault lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorType {
    /// In the strategy.
    #[serde(rename = "ScriptError")]
    Script,
    /// In the config.
    #[serde(rename = "ConfigError")]
    Config,
    /// In the candles.
    #[serde(rename = "DataError")]
    Data,
    /// In this program.
    #[serde(rename = "InternalError")]
    Internal,
}

impl std::fmt::Display for ErrorType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Script => "ScriptError",
            Self::Config => "ConfigError",
            Self::Data => "DataError",
            Self::Internal => "InternalError",
        })
    }
}

impl Outcome {
    /// The outcome of a job that failed.
    pub fn failed(job: &Job, failure: Failure) -> Self {
        Self::new(job, Status::Failed(failure))
    }

    pub(super) fn completed(job: &Job, completed: Completed) -> Self {
        Self::new(job, Status::Completed(Box::new(completed)))
    }

    fn new(job: &Job, status: Status) -> Self {
        Self {
            schema: SCHEMA,
            semantics: SEMANTICS.to_owned(),
            strategy: job.strategy.clone(),
            script_key: ScriptKey::of(&job.script),
            diagnostics: Vec::new(),
            status,
        }
    }
}

impl Failure {
    pub(super) fn new(error_type: ErrorType, diagnostic: Diagnostic) -> Self {
        Self { error_type, diagnostic }
    }

    /// A fault of the strategy.
    pub fn script(diagnostic: Diagnostic) -> Self {
        Self::new(ErrorType::Script, diagnostic)
    }

    pub(super) fn data(error: &DataError) -> Self {
        let diagnostic = Diagnostic::error("AQ410", error.to_string()).with_help(error.help());
        Self::new(ErrorType::Data, diagnostic)
    }

    /// Candles that are not there, of a pair that the strategy alone asks for.
    pub(super) fn asked(error: &DataError, pair: &Pair, place: Option<Place>) -> Self {
        let help =
            format!("{pair} is not in the config's pair_whitelist: add it, and {}", error.help());
        let diagnostic = Diagnostic::error("AQ410", error.to_string()).at(place).with_help(help);
        Self::new(ErrorType::Script, diagnostic)
    }
}
