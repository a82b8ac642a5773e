//! `run --export`: what came of a round, as files for other programs.

use std::fs;

use super::args::Export;
use super::clock::now;
use super::error::{CommandError, FAILED, UNUSABLE};
use super::ui::Ui;
use crate::data::frames::Frames;
use crate::data::whole::write_whole;
use crate::job::{Completed, Failure, Inspected, JobKey, Prepared, Status, inspect};
use crate::report::freqtrade::{Backtest, Date, File, Tested, files, last_result};
use crate::report::trades_csv;
use crate::research::{FOLDER, Result as BacktestResult, Round, Version, Workspace};
use crate::strategy::settings::Settings;

/// Writes a round in each form that is asked for.
pub(super) fn export(
    forms: &[Export],
    workspace: &Workspace,
    round: &Round,
    ui: &mut Ui,
) -> Result<(), CommandError> {
    if forms.contains(&Export::Trades) {
        for result in &round.results {
            let Some(completed) = completed(result) else { continue };
            let name = format!("{}.{}.trades.csv", result.strategy.name, result.label);
            write(workspace, &File { name, bytes: trades_csv(&completed.trades) }, ui)?;
        }
    }
    if forms.contains(&Export::Freqtrade) {
        freqtrade(workspace, round, ui)?;
    }
    Ok(())
}

fn write(workspace: &Workspace, file: &File, ui: &mut Ui) -> Result<(), CommandError> {
    let folder = workspace.root.join(FOLDER);
    let name = format!("{FOLDER}/{}", file.name);
    fs::create_dir_all(&folder)
        .and_then(|()| write_whole(&folder.join(&file.name), &file.bytes))
        .map_err(|error| CommandError::not_written(&name, &error))?;
    ui.note(&format!("wrote {name}"));
    Ok(())
}

fn completed(result: &BacktestResult) -> Option<&Completed> {
    match &result.outcome.status {
        Status::Completed(completed) => Some(completed),
        Status::Failed(_) => None,
    }
}

/// One result for all strategies that were tested on the same pairs, timeframe and timerange. The last one is
/// the newest for `FreqTrade`.
fn freqtrade(workspace: &Workspace, round: &Round, ui: &mut Ui) -> Result<(), CommandError> {
    let (now, store) = (now(), workspace.store());
    let candles = Frames::new(&store);
    for group in groups(round) {
        let backtest = backtest(workspace, round, &group, &candles, &now)?;
        let written = files(&backtest).map_err(|problem| CommandError {
            message: format!("{} cannot be exported: {problem}", backtest.label),
            help: "this is a fault of this program: please report it".into(),
            code: FAILED,
        })?;
        let [meta, zip] = written;
        let last = last_result(&zip.name);
        // What is listed is there.
        write(workspace, &zip, ui)?;
        write(workspace, &meta, ui)?;
        write(workspace, &last, ui)?;
    }
    Ok(())
}

/// The results that belong together, in the order of the first of each.
fn groups(round: &Round) -> Vec<Vec<&BacktestResult>> {
    let mut groups: Vec<Vec<&BacktestResult>> = Vec::new();
    for result in round.results.iter().filter(|result| completed(result).is_some()) {
        let fits = |group: &&mut Vec<&BacktestResult>| {
            is_alike(group[0], result)
                && group.iter().all(|other| other.strategy.name != result.strategy.name)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(result),
            None => groups.push(vec![result]),
        }
    }
    groups
}

fn is_alike(one: &BacktestResult, other: &BacktestResult) -> bool {
    let tested =
        |result| completed(result).map(|completed| (&completed.basket, completed.timeframe));
    one.label == other.label && one.timerange == other.timerange && tested(one) == tested(other)
}

/// What is told of results that belong together. They were first run when the latest of them was.
fn backtest<'a>(
    workspace: &'a Workspace,
    round: &'a Round,
    group: &[&'a BacktestResult],
    candles: &Frames<'_>,
    now: &str,
) -> Result<Backtest<'a>, CommandError> {
    let first = group[0];
    let mut tested = Vec::with_capacity(group.len());
    let mut dates = Vec::with_capacity(group.len());
    for result in group {
        let mut all = round.summaries.iter().zip(&round.versions);
        let found = all.find(|(_, version)| version.strategy == result.strategy);
        let (summary, version) = found.expect("each strategy has a version and a summary");
        let date = summary.first_run.as_deref().unwrap_or(now);
        dates.extend(Date::parse(date).or_else(|| Date::parse(now)));
        let completed = completed(result).expect("the others are in no group");
        let (settings, pairs) = looked_at(workspace, result, version, candles)?;
        let key = result.job_key.as_ref().map(JobKey::as_str).unwrap_or_default();
        tested.push(Tested { version, settings, key, completed, pairs });
    }
    Ok(Backtest {
        label: &first.label,
        timerange: &first.timerange,
        date: dates.into_iter().max().expect("now is a date"),
        config: &workspace.config,
        json: &workspace.json,
        tested,
    })
}

/// What a strategy sets, and the columns that it was tested on: a round does not keep them.
fn looked_at(
    workspace: &Workspace,
    result: &BacktestResult,
    version: &Version,
    candles: &Frames<'_>,
) -> Result<(Settings, Vec<Inspected>), CommandError> {
    let again = || {
        let given = &version.what_if.parameters;
        let prepared = Prepared::new(&version.script, &workspace.config, given)?;
        let pairs = inspect(&prepared, &result.timerange, candles)?;
        Ok((prepared.settings, pairs))
    };
    again().map_err(|failure: Failure| CommandError {
        message: format!(
            "{} on {} cannot be exported: {}",
            version.strategy.name, result.label, failure.diagnostic.message
        ),
        help: "the candles have changed since they were tested: run it again".into(),
        code: UNUSABLE,
    })
}
