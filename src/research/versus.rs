//! What has changed between two runs of a strategy.

use serde::Serialize;
use serde_json::Value;

use super::books::{RangeEntry, RunEntry};
use super::gates::Headline;
use super::ledger::Pair;
use super::log::headline;
use super::summary::Summary;

/// Another run of a strategy, and what has changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct Versus {
    /// The number of its trial.
    pub trial: usize,
    /// The version that was run.
    pub commit: String,
    /// Whether their figures compare.
    pub relation: Relation,
    /// How much the lowest Sharpe ratio of the headline is higher.
    pub sharpe: f64,
    /// How much the lowest profit is higher, percent points.
    pub profit_pct: f64,
    /// How much the deepest drawdown of the headline's family is higher (less deep), percent points.
    pub dd_pct: f64,
    /// The figures of its timeranges that came to an end.
    pub timeranges: Vec<Before>,
}

/// What a timerange of another run came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// Its label.
    pub label: String,
    /// The number of trades.
    pub trades: f64,
    /// The profit, percent.
    pub profit_pct: f64,
    /// The drawdown of closed trades, percent.
    pub dd_pct: f64,
    /// The Sharpe ratio of closed trades.
    pub sharpe: f64,
}

/// Whether the figures of two runs compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// They do.
    Comparable,
    /// They are one trial: nothing has changed.
    Same,
    /// The other one did not come to an end.
    Failed,
    /// The other one ran under another config.
    OtherConfig,
    /// The other one ran on other timeranges.
    OtherTimeranges,
    /// The other one ran on other candles.
    OtherCandles,
}

impl Versus {
    /// Of what was run now, and its entry, against another entry.
    pub(super) fn new(now: &Summary, entry: &RunEntry, other: &RunEntry, family: Headline) -> Self {
        let none = Pair { sharpe: f64::NAN, max_dd: f64::NAN };
        let before = headline(other, family).unwrap_or(none);
        let profit = other.summary.worst_profit_pct.unwrap_or(f64::NAN);
        Self {
            trial: other.number,
            commit: other.commit.clone(),
            relation: Relation::of(entry, other),
            sharpe: now.headline.sharpe - before.sharpe,
            profit_pct: now.worst_profit_pct - profit,
            dd_pct: now.headline.max_dd - before.max_dd,
            timeranges: other.results.iter().filter_map(Before::of).collect(),
        }
    }
}

impl Before {
    fn of(range: &RangeEntry) -> Option<Self> {
        let figures = range.figures.as_ref()?;
        let figure = |name: &str| figures.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
        Some(Self {
            label: range.label.clone(),
            trades: figure("trade_count"),
            profit_pct: figure("total_profit_pct"),
            dd_pct: figure("max_drawdown_pct"),
            sharpe: figure("sharpe"),
        })
    }
}

impl Relation {
    fn of(now: &RunEntry, other: &RunEntry) -> Self {
        if other.number == now.number {
            Self::Same
        } else if other.failed() {
            Self::Failed
        } else if other.config != now.config {
            Self::OtherConfig
        } else if !timeranges(other).eq(timeranges(now)) {
            Self::OtherTimeranges
        } else if other.script == now.script && !candles(other).eq(candles(now)) {
            Self::OtherCandles
        } else {
            Self::Comparable
        }
    }
}

fn timeranges(entry: &RunEntry) -> impl Iterator<Item = impl PartialEq> {
    entry.results.iter().map(|RangeEntry { label, timerange, .. }| (label, timerange))
}

/// What was read. Another script may ask for other candles, so it tells of the same one only.
fn candles(entry: &RunEntry) -> impl Iterator<Item = impl PartialEq> {
    entry.results.iter().map(|range| &range.data)
}
