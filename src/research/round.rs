//! A round: strategies × timeranges, side by side, each as if it were alone.

use super::commit;
use super::ledger::{self, RESULTS};
use super::summary::Summary;
use super::workspace::{Strategy, Workspace};
use crate::data::CandleSource;
use crate::data::frames::Frames;
use crate::diag::Diagnostic;
use crate::diag::suggest::did_you_mean;
use crate::job::{
    Failure, Job, JobKey, Outcome, Prepared, ScriptText, Status, backtests, read_ahead,
};
use crate::model::config::Config;
use crate::model::market::Markets;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::Parameters;
use crate::workers::largest_first;

/// The results of a round, in the order of strategies and of their timeranges.
#[derive(Clone, Debug)]
pub struct Round {
    /// One for each backtest.
    pub results: Vec<Result>,
    /// One for each strategy.
    pub summaries: Vec<Summary>,
    /// What was wrong beside the backtests.
    pub warnings: Vec<Diagnostic>,
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
    /// What came of it.
    pub outcome: Outcome,
    /// The identity of the backtest, where it was asked for and the backtest came to an end.
    pub job_key: Option<JobKey>,
}

/// What a round tries without an edit.
#[derive(Clone, Debug, Default)]
pub struct WhatIf {
    /// Values of parameters, for the strategies that declare them.
    pub parameters: Parameters,
    /// The fee, instead of the config's.
    pub fee: Option<f64>,
    /// The one timerange, labelled `cli`, instead of the strategies' own.
    pub timerange: Option<TimeRange>,
}

impl Round {
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
    markets: &Markets,
    source: &dyn CandleSource,
    with_keys: bool,
) -> Round {
    let mut config = workspace.config.clone();
    config.fee = what_if.fee.or(config.fee);
    let strategies: Vec<&Strategy> = strategies.iter().collect();
    let mut ready: Vec<Ready<'_>> =
        largest_first(strategies, |_| 1, |strategy| prepare(workspace, strategy, &config, what_if));
    refuse_unknown_parameters(&mut ready, &what_if.parameters);
    let candles = Frames::new(source);
    read_ahead(ready.iter().filter_map(|ready| ready.prepared.as_ref().ok()), &candles);
    let tasks: Vec<Task<'_, '_>> =
        ready.iter().flat_map(|ready| tasks(ready, &config, what_if, markets)).collect();
    let outcomes = outcomes(&tasks, &candles);
    let key_candles = with_keys.then_some(&candles);
    let ended: Vec<(Task<'_, '_>, Outcome)> = tasks.into_iter().zip(outcomes).collect();
    let results = largest_first(ended, |_| 1, |(task, outcome)| result(task, outcome, key_candles));
    let (logged, damaged) = ledger::read(&workspace.root);
    let summaries = results
        .chunk_by(|one, next| one.strategy == next.strategy)
        .filter_map(|results| Summary::new(results, &workspace.gates, &logged))
        .collect();
    let warnings = damaged
        .into_iter()
        .map(|line| {
            Diagnostic::warning("AQ420", format!("{RESULTS}:{line}: this line cannot be read"))
                .with_help("a row has six cells with tabs between them; it is left as it is")
        })
        .collect();
    Round { results, summaries, warnings }
}

fn prepare<'a>(
    workspace: &Workspace,
    strategy: &'a Strategy,
    config: &Config,
    what_if: &WhatIf,
) -> Ready<'a> {
    let commit = commit(&workspace.root, &[&strategy.path, &workspace.root.join("config.json")]);
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
    Ready { strategy, commit, script, prepared }
}

/// A parameter that none of the strategies declares is a mistake, and all of them say so.
fn refuse_unknown_parameters(ready: &mut [Ready<'_>], given: &Parameters) {
    let declared: Vec<String> = ready
        .iter()
        .filter_map(|ready| ready.prepared.as_ref().ok())
        .flat_map(|prepared| prepared.parameters().iter().map(|spec| spec.name.clone()))
        .collect();
    let Some(unknown) = given.keys().find(|name| !declared.contains(name)) else { return };
    let help = did_you_mean(unknown, declared.iter().map(String::as_str)).unwrap_or_else(|| {
        if declared.is_empty() {
            "declare it where it is used: `int_param(\"rsi_low\", 10, 40, 25)`".into()
        } else {
            format!("there are: {}", declared.join(", "))
        }
    });
    for ready in ready.iter_mut().filter(|ready| ready.prepared.is_ok()) {
        let fault = Diagnostic::error("AQ224", format!("there is no parameter `{unknown}`"));
        ready.prepared = Err(Failure::script(fault.with_help(help.clone())));
    }
}

/// The backtests of a strategy. One that cannot be made ready fails once.
fn tasks<'a, 'b>(
    ready: &'b Ready<'a>,
    config: &Config,
    what_if: &WhatIf,
    markets: &Markets,
) -> Vec<Task<'a, 'b>> {
    let ranges = match (&what_if.timerange, &ready.prepared) {
        (Some(timerange), _) => vec![("cli".to_owned(), timerange.clone())],
        (None, Ok(prepared)) => prepared.timeranges(config),
        (None, Err(_)) => vec![("full".to_owned(), config.timerange.clone())],
    };
    let task = |(label, timerange)| {
        let name = &ready.strategy.name;
        let (script, config, markets) = (ready.script.clone(), config.clone(), markets.clone());
        let mut job = Job::new(name, script, config, markets, timerange);
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

/// A backtest and what came of it, with its key where candles are given for that.
fn result(task: Task<'_, '_>, outcome: Outcome, candles: Option<&Frames<'_>>) -> Result {
    let Task { ready, label, job } = task;
    let ended = matches!(outcome.status, Status::Completed(_));
    let prepared = ready.prepared.as_ref().ok().filter(|_| ended);
    let job_key =
        prepared.zip(candles).and_then(|(prepared, candles)| JobKey::of(&job, prepared, candles));
    let (strategy, commit) = (ready.strategy.clone(), ready.commit.clone());
    Result { strategy, commit, label, outcome, job_key }
}
