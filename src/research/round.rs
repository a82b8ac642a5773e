//! A round: strategies × timeranges, side by side, each as if it were alone.

use std::fs;

use rayon::prelude::*;

use super::commit;
use super::workspace::{Strategy, Workspace};
use crate::data::CandleSource;
use crate::job::{Failure, Job, JobKey, Outcome, ScriptText, Status, backtest, timeranges};
use crate::model::market::Markets;
use crate::model::timerange::TimeRange;

/// The results of a round, in the order of strategies and of their timeranges.
#[derive(Clone, Debug)]
pub struct Round {
    /// One for each backtest.
    pub results: Vec<Result>,
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

/// One backtest to be made, or the reason why it cannot.
struct Task<'a> {
    strategy: &'a Strategy,
    label: String,
    job: Job,
    failure: Option<Failure>,
}

/// Backtests strategies, each on all its timeranges.
pub fn round(
    workspace: &Workspace,
    strategies: &[Strategy],
    markets: &Markets,
    source: &dyn CandleSource,
    with_keys: bool,
) -> Round {
    let tasks: Vec<Task<'_>> = strategies
        .par_iter()
        .flat_map_iter(|strategy| tasks(workspace, strategy, markets))
        .collect();
    let results = tasks
        .into_par_iter()
        .map(|task| {
            let outcome = match task.failure {
                Some(failure) => Outcome::failed(&task.job, failure),
                None => backtest(&task.job, source),
            };
            let ended = matches!(outcome.status, Status::Completed(_));
            let job_key = (with_keys && ended).then(|| JobKey::of(&task.job, source)).flatten();
            let config = workspace.root.join("config.json");
            Result {
                strategy: task.strategy.clone(),
                commit: commit(&workspace.root, &[&task.strategy.path, &config]),
                label: task.label,
                outcome,
                job_key,
            }
        })
        .collect();
    Round { results }
}

fn tasks<'a>(workspace: &Workspace, strategy: &'a Strategy, markets: &Markets) -> Vec<Task<'a>> {
    let config = &workspace.config;
    let task = |text: String, label: String, timerange: TimeRange, failure: Option<Failure>| {
        let script = ScriptText { file: strategy.shown.clone(), text, ..ScriptText::default() };
        let job = Job::new(&strategy.name, script, config.clone(), markets.clone(), timerange);
        Task { strategy, label, job, failure }
    };
    let fail = |text: String, failure: Failure| {
        vec![task(text, "full".to_owned(), config.timerange.clone(), Some(failure))]
    };
    let text = match fs::read_to_string(&strategy.path) {
        Ok(text) => text,
        Err(error) => {
            return fail(
                String::new(),
                Failure::unreadable_script(&strategy.shown, &error.to_string()),
            );
        }
    };
    let script =
        ScriptText { file: strategy.shown.clone(), text: text.clone(), ..ScriptText::default() };
    match timeranges(&script, config) {
        Err(failure) => fail(text, failure),
        Ok(ranges) => ranges
            .into_iter()
            .map(|(label, range)| task(text.clone(), label, range, None))
            .collect(),
    }
}
