//! What the journal holds: every run of a strategy, and every event that was logged.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::line::Line;
use crate::job::{Completed, ConfigKey, DataKey, ErrorType, JobKey, ScriptKey, Status};
use crate::model::timerange::TimeRange;
use crate::research::event::Event;
use crate::research::flags::{Flag, Raised};
use crate::research::round::{Result, Version};
use crate::research::summary::Summary;
use crate::strategy::plan::Parameters;

/// The version of the form of entries.
pub(super) const SCHEMA: u32 = 1;

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Entry {
    /// A strategy was run.
    Run(Box<RunEntry>),
    /// Events were logged.
    Log(LogEntry),
}

/// A strategy that was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunEntry {
    /// The version of this form.
    pub schema: u32,
    /// When, RFC 3339.
    pub date: String,
    /// The number of the trial, from 1.
    pub number: usize,
    /// The identity of the trial.
    pub trial: String,
    /// The strategy's name.
    pub strategy: String,
    /// Its file.
    pub file: String,
    /// The version that was run.
    pub commit: String,
    /// The identity of its script.
    pub script: ScriptKey,
    /// The name of its text below `scripts`.
    pub text: String,
    /// The names of the texts that it imports below `scripts`, by the name they are imported by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub imports: BTreeMap<String, String>,
    /// The identity of the config.
    pub config: ConfigKey,
    /// The rules that were simulated.
    pub semantics: String,
    /// The value of each parameter.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: Parameters,
    /// What was tried without an edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_if: Option<Tried>,
    /// The paradigm that its header names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paradigm: Option<String>,
    /// The strategy that its header names as its parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What follows from all timeranges.
    pub summary: SummaryFigures,
    /// The flags that were raised, with their worst figures.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub flags: Map<String, Value>,
    /// One for each timerange.
    pub results: Vec<RangeEntry>,
}

/// What was tried without an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// Values that parameters were given.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: Parameters,
    /// The fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<f64>,
    /// The timerange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timerange: Option<TimeRange>,
}

/// The figures of a SUMMARY block; `null` where a timerange failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SummaryFigures {
    /// The lowest Sharpe ratio of closed trades.
    pub robust_sharpe: Option<f64>,
    /// The lowest profit, percent.
    pub worst_profit_pct: Option<f64>,
    /// The deepest drawdown of closed trades, percent.
    pub worst_dd_pct: Option<f64>,
    /// The mean stake, percent.
    pub avg_position_pct: f64,
    /// Whether every profit reaches the floor.
    pub profit_floor: bool,
    /// Whether positions are large enough.
    pub min_position_size: bool,
    /// The row of the log that is better.
    pub pareto_dominated_by: Option<String>,
    /// The lowest Sharpe ratio of the mark-to-market balance.
    pub robust_equity_sharpe: Option<f64>,
    /// The deepest drawdown of the mark-to-market balance, percent.
    pub worst_equity_dd_pct: Option<f64>,
    /// With futures the lowest Sharpe ratio of the balance with open gains and losses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robust_marked_sharpe: Option<f64>,
    /// The deepest drawdown of that balance, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst_marked_dd_pct: Option<f64>,
}

/// One timerange of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RangeEntry {
    /// Its label.
    pub label: String,
    /// The candles that were tested.
    pub timerange: TimeRange,
    /// The identity of the candles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<DataKey>,
    /// The identity of the backtest; its daily returns lie in `returns/<job>.csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobKey>,
    /// The flags that were raised, with their figures.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub flags: Map<String, Value>,
    /// Why there are no figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Fault>,
    /// The figures of its block, by the same names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Map<String, Value>>,
}

/// Why a backtest did not come to an end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// Where the fault lies.
    pub error_type: ErrorType,
    /// Its rule.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// Events that were logged together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LogEntry {
    /// The version of this form.
    pub schema: u32,
    /// When, RFC 3339.
    pub date: String,
    /// The lines of `results.tsv` before them.
    pub after: usize,
    /// One for each row.
    pub rows: Vec<LoggedRow>,
}

/// A row of `results.tsv`, and what it tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedRow {
    /// What happened.
    pub event: Event,
    /// The strategy, without its parent.
    pub strategy: String,
    /// The version that was logged.
    pub commit: String,
    /// The identity of its script; `None` for one that is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<ScriptKey>,
    /// The trial whose figures it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// The row as it stands in the file, without its end.
    pub row: String,
}

/// A line of the journal that is no entry, or one of which this version may not know everything, or one that
/// is not what it was when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// The line, from 1.
    pub line: usize,
    /// Whether a newer version wrote it.
    pub is_newer: bool,
    /// Whether its entry was read nevertheless.
    pub is_read: bool,
}

/// Reads the lines of a journal.
pub(super) fn read_all(journal: &[u8]) -> (Vec<Entry>, Vec<Unread>) {
    let (mut entries, mut unread) = (Vec::new(), Vec::new());
    for (at, line) in journal.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let entry = serde_json::from_slice::<Entry>(line).ok();
        let schema = match &entry {
            Some(Entry::Run(run)) => run.schema,
            Some(Entry::Log(log)) => log.schema,
            None => schema_of(line),
        };
        let (is_newer, is_read) = (schema > SCHEMA, entry.is_some());
        let text = std::str::from_utf8(line).ok();
        let is_whole = text.and_then(Line::parse).is_some_and(|line| line.is_whole());
        if is_newer || !is_read || !is_whole {
            unread.push(Unread { line: at + 1, is_newer, is_read });
        }
        entries.extend(entry);
    }
    (entries, unread)
}

/// The version of the form of a line that is no entry of this one; 0 where it does not say.
fn schema_of(line: &[u8]) -> u32 {
    let value: Option<Value> = serde_json::from_slice(line).ok();
    let schema = value.as_ref().and_then(|value| value.get("schema")?.as_u64());
    schema.and_then(|schema| u32::try_from(schema).ok()).unwrap_or(0)
}

impl RunEntry {
    /// The entry of a strategy that was run; the number is left open.
    pub(super) fn new(
        version: &Version,
        results: &[&Result],
        summary: &Summary,
        date: &str,
    ) -> Self {
        let what_if = &version.what_if;
        let tried = Tried {
            set: what_if.parameters.clone(),
            fee: what_if.fee,
            timerange: what_if.timerange.clone(),
        };
        let script = ScriptKey::of(&version.script);
        let imports = version.script.imports.iter();
        Self {
            schema: SCHEMA,
            date: date.to_owned(),
            number: 0,
            trial: trial(version, results, &script),
            strategy: version.strategy.name.clone(),
            file: version.strategy.shown.clone(),
            commit: version.commit.clone(),
            text: super::texts::name(&version.script.text),
            imports: imports.map(|(name, text)| (name.clone(), super::texts::name(text))).collect(),
            script,
            config: version.config_key.clone(),
            semantics: crate::job::SEMANTICS.to_owned(),
            parameters: version.parameters.clone(),
            what_if: (!what_if.is_nothing()).then_some(tried),
            paradigm: version.header.paradigm.clone(),
            parent: version.header.parent.clone(),
            summary: SummaryFigures::of(summary),
            flags: flags(&summary.flags),
            results: results.iter().map(|result| RangeEntry::of(result)).collect(),
        }
    }

    /// Whether a timerange did not come to an end.
    pub fn failed(&self) -> bool {
        self.results.iter().any(|result| result.error.is_some())
    }

    /// The flags that were raised, as blocks show them.
    pub fn shown_flags(&self) -> Vec<String> {
        shown_flags(&self.flags)
    }

    /// Why a timerange did not come to an end, where that was not for the script: the next run may fare
    /// better.
    pub(crate) fn not_its_fault(&self) -> Option<&Fault> {
        let faults = self.results.iter().filter_map(|result| result.error.as_ref());
        faults.into_iter().find(|fault| fault.error_type != ErrorType::Script)
    }
}

/// The identity of a trial: the same script on the same config, candles and parameters is the same
/// trial, however often it is run and whatever the strategy is called.
fn trial(version: &Version, results: &[&Result], script: &ScriptKey) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    part("trial");
    for result in results {
        if let Some(job) = &result.job_key {
            part(&job.to_string());
            continue;
        }
        // What failed read no candles that could be named.
        let given = serde_json::to_string(&version.what_if.parameters);
        part(&script.to_string());
        part(&version.config_key.to_string());
        part(&given.expect("plain data is written as JSON"));
        part(&result.timerange.to_string());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

impl SummaryFigures {
    fn of(summary: &Summary) -> Self {
        let number = |value: f64| (!value.is_nan()).then_some(value);
        Self {
            robust_sharpe: number(summary.robust_sharpe),
            worst_profit_pct: number(summary.worst_profit_pct),
            worst_dd_pct: number(summary.worst_dd_pct),
            avg_position_pct: summary.avg_position_pct,
            profit_floor: summary.profit_floor.passed,
            min_position_size: summary.min_position_size.passed,
            pareto_dominated_by: summary.pareto_dominated_by.clone(),
            robust_equity_sharpe: number(summary.robust_equity_sharpe),
            worst_equity_dd_pct: number(summary.worst_equity_dd_pct),
            robust_marked_sharpe: summary.marked.and_then(|marked| number(marked.sharpe)),
            worst_marked_dd_pct: summary.marked.and_then(|marked| number(marked.max_dd)),
        }
    }
}

impl RangeEntry {
    /// The flags that were raised, as blocks show them.
    pub fn shown_flags(&self) -> Vec<String> {
        shown_flags(&self.flags)
    }

    fn of(result: &Result) -> Self {
        let (figures, error) = match &result.outcome.status {
            Status::Completed(completed) => (Some(figures(completed)), None),
            Status::Failed(failure) => {
                let fault = Fault {
                    error_type: failure.error_type,
                    code: failure.diagnostic.code.clone(),
                    message: failure.diagnostic.message.clone(),
                };
                (None, Some(fault))
            }
        };
        Self {
            label: result.label.clone(),
            timerange: result.timerange.clone(),
            data: result.data_key.clone(),
            job: result.job_key.clone(),
            flags: flags(&result.flags),
            error,
            figures,
        }
    }
}

impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fee = self.fee.map(|fee| format!("fee={fee}"));
        let set = self.set.iter().map(|(name, value)| format!("{name}={value}"));
        let timerange = self.timerange.as_ref().map(|timerange| format!("timerange={timerange}"));
        let tried: Vec<String> = fee.into_iter().chain(set).chain(timerange).collect();
        f.write_str(&tried.join(" "))
    }
}

/// Flags with their figures, as blocks show them.
fn shown_flags(flags: &Map<String, Value>) -> Vec<String> {
    let shown = |(name, figure): (&String, &Value)| match (Flag::named(name), figure.as_f64()) {
        (Some(flag), Some(figure)) => Raised { flag, figure }.to_string(),
        _ => name.clone(),
    };
    flags.iter().map(shown).collect()
}

fn flags(raised: &[Raised]) -> Map<String, Value> {
    raised.iter().map(|raised| (raised.name().to_owned(), json!(raised.figure))).collect()
}

/// The figures of a timerange's block, by the same names; `null` where one is no number.
fn figures(completed: &Completed) -> Map<String, Value> {
    let Completed { figures, wallet_stats, buy_and_hold, counters, .. } = completed;
    let (total, equity) = (&figures.total, wallet_stats.as_ref());
    let equity_dd = equity.map_or(0.0, |stats| stats.drawdown.max_drawdown_account);
    let figures = [
        ("sharpe", json!(total.sharpe)),
        ("sortino", json!(total.sortino)),
        ("calmar", json!(total.calmar)),
        ("total_profit_pct", json!(total.profit_total * 100.0)),
        ("max_drawdown_pct", json!(-figures.drawdown.max_drawdown_account * 100.0)),
        ("trade_count", json!(total.trades)),
        ("win_rate_pct", json!(total.winrate * 100.0)),
        ("profit_factor", json!(total.profit_factor)),
        ("bah_sharpe", json!(buy_and_hold.sharpe)),
        ("bah_profit_pct", json!(buy_and_hold.profit_ratio * 100.0)),
        ("bah_dd_pct", json!(buy_and_hold.drawdown_ratio * 100.0)),
        ("equity_sharpe", json!(equity.map_or(0.0, |stats| stats.sharpe))),
        ("equity_dd_pct", json!(-equity_dd * 100.0)),
        ("entry_signals", json!(counters.entry_signals)),
        ("rejected_signals", json!(counters.rejected_signals)),
        ("hold_profit_pct", json!(figures.market_change * 100.0)),
    ];
    let futures = completed.futures().map(|figures| json!(figures));
    let futures = futures.as_ref().and_then(Value::as_object).into_iter().flatten();
    let futures = futures.map(|(name, value)| (name.clone(), value.clone()));
    figures.map(|(name, value)| (name.to_owned(), value)).into_iter().chain(futures).collect()
}
