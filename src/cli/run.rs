//! `run`: backtests strategies and prints a block for each.

use std::path::Path;

use super::args::{Args, Run};
use super::clock::now;
use super::error::{CommandError, FAILED, UNUSABLE};
use super::export::export;
use super::ui::Ui;
use super::what_if;
use crate::data::manifest::Manifest;
use crate::data::store::{CandleFile, Store};
use crate::diag::Diagnostic;
use crate::job::{ErrorType, Status};
use crate::report;
use crate::research::{Books, Round, WhatIf, Workspace, record, round};

pub(super) fn run(args: &Args, command: &Run, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    in_workspace(&workspace, command, ui)
}

/// The workspace that was named, or the one around the current folder.
pub(super) fn find(directory: Option<&Path>) -> Result<Workspace, CommandError> {
    if let Some(directory) = directory {
        return Ok(Workspace::open(directory)?);
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "only the command line looks at its surroundings"
    )]
    let current = std::env::current_dir().map_err(|error| CommandError {
        message: format!("the current folder cannot be read: {error}"),
        help: "name a workspace with `-C DIR`".into(),
        code: UNUSABLE,
    })?;
    Ok(Workspace::find(&current)?)
}

/// Runs the strategies of a workspace.
pub(super) fn in_workspace(
    workspace: &Workspace,
    command: &Run,
    ui: &mut Ui,
) -> Result<u8, CommandError> {
    let strategies = match command.strategies.as_slice() {
        [] => workspace.strategies()?,
        names => workspace.named(names)?,
    };
    let store = workspace.store();
    let rules = store.exchange_rules(&workspace.config)?;
    let names: Vec<&str> = strategies.iter().map(|strategy| strategy.name.as_str()).collect();
    ui.result(&format!("{}\n", report::opening_line(&names)));
    let what_if = what_if(&command.what_if)?;
    let changed = changed_candles(&store);
    let books = books(workspace, ui)?;
    let mut round = round(workspace, &strategies, &what_if, &rules, &store, &books.ledger()?);
    write_down(workspace, books, &mut round, ui);
    changed.iter().chain(&round.warnings).for_each(|warning| ui.diagnostic(warning));
    for result in &round.results {
        result.outcome.diagnostics.iter().for_each(|diagnostic| ui.diagnostic(diagnostic));
        if let Status::Failed(failure) = &result.outcome.status {
            ui.failure(&failure.diagnostic);
        }
        ui.result(&report::block(result));
    }
    round.summaries.iter().for_each(|summary| ui.result(&report::summary_block(summary)));
    export(&command.export, workspace, &round, ui)?;
    if ui.is_json() {
        Ui::document(&report::json(&round));
    }
    if Ui::is_terminal() {
        ui.note(&report::overview(&round));
    }
    ui.result(&format!("{}\n", report::closing_line(&round)));
    Ok(exit_code(&round))
}

/// The files of candles that are not what they were when they were fetched or accepted.
fn changed_candles(store: &Store) -> Vec<Diagnostic> {
    const CODE: &str = "AQ408";
    let manifest = match Manifest::read(store) {
        Ok(None) => return Vec::new(),
        Ok(Some(manifest)) => manifest,
        Err(error) => {
            return vec![Diagnostic::warning(CODE, error.to_string()).with_help(error.help())];
        }
    };
    // A folder that cannot be looked into is told by whoever needs its candles.
    let changed = manifest.changed(store, store.files().unwrap_or_default());
    let warning = |(file, problem): (CandleFile, String)| {
        let message = format!("{}/{}: {problem}", store.shown(), file.name);
        Diagnostic::warning(CODE, message)
            .with_help("`autoquant prepare --accept` takes it as it is")
    };
    changed.into_iter().map(warning).collect()
}

/// The books. What was lost is brought back before anything is compared with it; where they cannot be kept
/// they are read as they are. Others may write in them while strategies are run.
fn books(workspace: &Workspace, ui: &mut Ui) -> Result<Books, CommandError> {
    let mut books = Books::open(&workspace.root).or_else(|_| Books::read(&workspace.root))?;
    ui.news(&mut books);
    books.release();
    Ok(books)
}

/// Writes the round into the journal. Where that cannot be done the results stand, and it is said that the
/// trial does not count.
fn write_down(workspace: &Workspace, mut books: Books, round: &mut Round, ui: &mut Ui) {
    if let Err(error) = record(round, &mut books, workspace.gates.headline, &now()) {
        let message = format!("this run is in no journal: {error}");
        ui.failure(&Diagnostic::warning("AQ422", message).with_help(error.help()));
    }
    ui.news(&mut books);
}

/// The command line's words for what is tried.
pub(super) fn what_if(given: &what_if::WhatIf) -> Result<WhatIf, CommandError> {
    Ok(WhatIf {
        parameters: given.parameters()?,
        fee: given.fee,
        timerange: given.timerange.clone(),
    })
}

/// Candles or a config that cannot be used outweigh a strategy that fails.
fn exit_code(round: &Round) -> u8 {
    let failures = round.results.iter().filter_map(|result| match &result.outcome.status {
        Status::Failed(failure) => Some(failure.error_type),
        Status::Completed(_) => None,
    });
    failures
        .map(|kind| match kind {
            ErrorType::Script | ErrorType::Internal => FAILED,
            ErrorType::Config | ErrorType::Data => UNUSABLE,
        })
        .max()
        .unwrap_or(0)
}
