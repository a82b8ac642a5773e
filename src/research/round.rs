//! A round: strategies × timeranges, side by side, each as if it were alone.

use super::flags::{self, Raised, Seen};
use super::gates::Gates;
use super::ledger::{HEADER, Ledger, RESULTS};
use super::strategy::Strategy;
use super::summary::Summary;
use super::workspace::Workspace;
use crate::data::CandleSource;
use crate::data::frames::Frames;
use crate::diag::Diagnostic;
use crate::job::{
    ConfigKey, DataKey, Failure, Job, JobKey, Outcome, Prepared, ScriptText, Status, backtests,
    read_ahead, unknown_parameter,
};
use crate::model::config::Config;
use crate::model::market::ExchangeRules;
use crate::model::timerange::TimeRange;
use crate::strategy::header::Header;
use crate::strategy::plan::Parameters;
use crate::workers::largest_first;

/// The results of a round, in the order of strategies and of their timeranges.
#[derive(Clone, Debug)]
pub struct Round {
    /// What was run: one for each strategy.
    pub versions: Vec<Version>,
    /// One for each backtest.
    pub results: Vec<Result>,
    /// One for each strategy.
    pub summaries: Vec<Summary>,
    /// What was wrong beside the backtests.
    pub warnings: Vec<Diagnostic>,
}

/// A strategy as it was run.
#[derive(Clone, Debug)]
pub struct Version {
    /// The strategy.
    pub strategy: Strategy,
    /// The version that was run.
    pub commit: String,
    /// Its text and those that it imports.
    pub script: ScriptText,
    /// What its header says.
    pub header: Header,
    /// The identity of the config it ran under.
    pub config_key: ConfigKey,
    /// The value of each of its parameters.
    pub parameters: Parameters,
    /// What was tried without an edit.
    pub what_if: WhatIf,
}

/// One backtest of a round.
#[derive(Clone, Debug)]
pub struct Result {
    /// The strategy.
    pub strategy: Strategy,
    /// The version that was run.
    pub commit: String,
    /// The label of the timerange.
    pub label: String,
    /// The candles that were tested.
    pub timerange: TimeRange,
    /// What came of it.
    pub outcome: Outcome,
    /// How its figures may flatter.
    pub flags: Vec<Raised>,
    /// The identity of the candles, where the backtest came to an end.
    pub data_key: Option<DataKey>,
    /// The identity of the backtest, where it came to an end.
    pub job_key: Option<JobKey>,
}

/// What a round tries without an edit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIf {
    /// Values of parameters, for the strategies that declare them.
    pub parameters: Parameters,
    /// The fee, instead of the config's.
    pub fee: Option<f64>,
    /// The one timerange, labelled `cli`, instead of the strategies' own.
    pub timerange: Option<TimeRange>,
}

impl WhatIf {
    /// Whether nothing is tried.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Round {
    /// The results of a strategy.
    pub fn results_of<'a>(&'a self, strategy: &'a Strategy) -> impl Iterator<Item = &'a Result> {
        self.results.iter().filter(move |result| result.strategy == *strategy)
    }

    /// How many backtests came to an end.
    pub fn succeeded(&self) -> usize {
        let ended = |result: &&Result| matches!(result.outcome.status, Status::Completed(_));
        self.results.iter().filter(ended).count()
    }

    /// How many did not.
    pub fn failed(&self) -> usize {
        self.results.len() - self.succeeded()
    }
}

/// A strategy that was read, and made ready or not.
struct Ready<'a> {
    strategy: &'a Strategy,
    commit: String,
    script: ScriptText,
    prepared: std::result::Result<Prepared, Failure>,
    gates: &'a Gates,
}

/// A strategy on one of its timeranges.
struct Task<'a, 'b> {
    ready: &'b Ready<'a>,
    label: String,
    job: Job,
}

/// Backtests strategies, each on all its timeranges.
pub fn round(
    workspace: &Workspace,
    strategies: &[Strategy],
    what_if: &WhatIf,
    rules: &ExchangeRules,
    source: &dyn CandleSource,
    ledger: &Ledger,
) -> Round {
    let mut config = workspace.config.clone();
    config.fee = what_if.fee.or(config.fee);
    let strategies: Vec<&Strategy> = strategies.iter().collect();
    let mut ready: Vec<Ready<'_>> =
        largest_first(strategies, |_| 1, |strategy| prepare(workspace, strategy, &config, what_if));
    refuse_unknown_parameters(&mut ready, &what_if.parameters);
    let candles = Frames::new(source);
    read_ahead(ready.iter().filter_map(|ready| ready.prepared.as_ref().ok()), &config, &candles);
    let tasks: Vec<Task<'_, '_>> =
        ready.iter().flat_map(|ready| tasks(ready, &config, what_if, rules)).collect();
    let outcomes = outcomes(&tasks, &candles);
    let ended: Vec<(Task<'_, '_>, Outcome)> = tasks.into_iter().zip(outcomes).collect();
    let results = largest_first(ended, |_| 1, |(task, outcome)| result(task, outcome, &candles));
    let summaries = results
        .chunk_by(|one, next| one.strategy == next.strategy)
        .filter_map(|results| Summary::new(results, &workspace.gates, &ledger.rows))
        .collect();
    let warnings = damaged(ledger);
    let config_key = ConfigKey::of(&config);
    let version = |ready: Ready<'_>| Version {
        header: Header::of(&ready.script.text),
        parameters: ready
            .prepared
            .map(|ready| ready.values(&what_if.parameters))
            .unwrap_or_default(),
        strategy: ready.strategy.clone(),
        commit: ready.commit,
        script: ready.script,
        config_key: config_key.clone(),
        what_if: what_if.clone(),
    };
    let versions = ready.into_iter().map(version).collect();
    Round { versions, results, summaries, warnings }
}

/// What is wrong with the event log.
fn damaged(ledger: &Ledger) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if ledger.wrong_header {
        let message = format!("{RESULTS}:1: this is not the header of the event log");
        let help = format!(
            "the first line is {:?}, with tabs between the words",
            HEADER.replace('\t', " ")
        );
        found.push(Diagnostic::warning("AQ421", message).with_help(help));
    }
    found.extend(ledger.damaged.iter().map(|(line, problem)| {
        let message = format!("{RESULTS}:{line}: this line cannot be read: {problem}");
        Diagnostic::warning("AQ420", message).with_help("it is left as it is, and does not count")
    }));
    found
}

fn prepare<'a>(
    workspace: &'a Workspace,
    strategy: &'a Strategy,
    config: &Config,
    what_if: &WhatIf,
) -> Ready<'a> {
    let (script, prepared) = match strategy.read() {
        Ok(script) => {
            let prepared = Prepared::new(&script, config, &what_if.parameters);
            (script, prepared)
        }
        Err(fault) => {
            let script = ScriptText { file: strategy.shown.clone(), ..ScriptText::default() };
            (script, Err(Failure::script(*fault)))
        }
    };
    let commit = strategy.commit(&workspace.root, &script);
    Ready { strategy, commit, script, prepared, gates: &workspace.gates }
}

/// A parameter that none of the strategies declares is a mistake, and all of them say so.
fn refuse_unknown_parameters(ready: &mut [Ready<'_>], given: &Parameters) {
    let prepared = ready.iter().filter_map(|ready| ready.prepared.as_ref().ok());
    let Some(fault) = unknown_parameter(prepared.flat_map(Prepared::parameters), given) else {
        return;
    };
    for ready in ready.iter_mut().filter(|ready| ready.prepared.is_ok()) {
        ready.prepared = Err(Failure::script(fault.clone()));
    }
}

/// The backtests of a strategy. One that cannot be made ready fails once.
fn tasks<'a, 'b>(
    ready: &'b Ready<'a>,
    config: &Config,
    what_if: &WhatIf,
    rules: &ExchangeRules,
) -> Vec<Task<'a, 'b>> {
    let ranges = match (&what_if.timerange, &ready.prepared) {
        (Some(timerange), _) => vec![("cli".to_owned(), timerange.clone())],
        (None, Ok(prepared)) => prepared.timeranges(config),
        (None, Err(_)) => vec![("full".to_owned(), config.timerange.clone())],
    };
    let task = |(label, timerange)| {
        let name = &ready.strategy.name;
        let (script, config, rules) = (ready.script.clone(), config.clone(), rules.clone());
        let mut job = Job::new(name, script, config, rules, timerange);
        job.parameters.clone_from(&what_if.parameters);
        Task { ready, label, job }
    };
    ranges.into_iter().map(task).collect()
}

/// What comes of all backtests, in their order.
fn outcomes(tasks: &[Task<'_, '_>], candles: &Frames<'_>) -> Vec<Outcome> {
    let jobs: Vec<(&Job, &Prepared)> = tasks
        .iter()
        .filter_map(|task| Some((&task.job, task.ready.prepared.as_ref().ok()?)))
        .collect();
    let mut ended = backtests(&jobs, candles).into_iter();
    let outcome = |task: &Task<'_, '_>| match &task.ready.prepared {
        Ok(_) => ended.next().expect("one for each that can be run"),
        Err(failure) => Outcome::failed(&task.job, failure.clone()),
    };
    tasks.iter().map(outcome).collect()
}

/// A backtest and what came of it, with its keys where it came to an end.
fn result(task: Task<'_, '_>, outcome: Outcome, candles: &Frames<'_>) -> Result {
    let Task { ready, label, job } = task;
    let ended = matches!(outcome.status, Status::Completed(_));
    let prepared = ready.prepared.as_ref().ok().filter(|_| ended);
    let data_key = prepared.and_then(|prepared| DataKey::of(&job, prepared, candles));
    let keys = prepared.zip(data_key.as_ref());
    let job_key = keys.map(|(prepared, data)| JobKey::of(&job, prepared, data));
    let (strategy, commit) = (ready.strategy.clone(), ready.commit.clone());
    let flags = raised(ready, &outcome);
    let timerange = job.timerange;
    Result { strategy, commit, label, timerange, outcome, flags, data_key, job_key }
}

/// The flags that a backtest raises; none where it failed.
fn raised(ready: &Ready<'_>, outcome: &Outcome) -> Vec<Raised> {
    match (&outcome.status, &ready.prepared) {
        (Status::Completed(completed), Ok(prepared)) => {
            flags::raised(&Seen::new(completed, &prepared.settings, ready.gates))
        }
        _ => Vec::new(),
    }
}
