//! `prepare`: what `run` needs, and whether it is intact.

mod check;
mod demo;
mod download;
mod import;
mod progress;

use super::args::{Args, Prepare};
use super::clock;
use super::error::{CommandError, UNUSABLE};
use super::run::find;
use super::ui::Ui;
use crate::research::{Needs, NeedsError, Workspace};

pub(super) fn prepare(args: &Args, command: &Prepare, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    if let Some(path) = &command.from {
        return import::from(&workspace, path, &command.only, ui);
    }
    if !command.resample.is_empty() {
        return import::resample(&workspace, &command.resample, ui);
    }
    if let Some(file) = &command.tiers {
        return import::tiers(&workspace, file, ui);
    }
    if command.check {
        return check::check(&workspace, ui);
    }
    if command.accept {
        return check::accept(&workspace, ui);
    }
    if command.demo {
        return demo::demo(&workspace, command.seed, ui);
    }
    download::download(&workspace, ui)
}

/// What the config and the strategies need now.
fn needs(workspace: &Workspace, ui: &mut Ui) -> Result<Needs, NeedsError> {
    let needs = Needs::of(workspace, clock::milliseconds())?;
    for name in &needs.unknown {
        ui.note(&format!(
            "note: {name} has errors, so what it needs beyond config.json is not known (`autoquant check {name}`)"
        ));
    }
    Ok(needs)
}

impl From<NeedsError> for CommandError {
    fn from(error: NeedsError) -> Self {
        Self { message: error.to_string(), help: error.help(), code: UNUSABLE }
    }
}
