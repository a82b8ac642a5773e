//! `prepare`: what `run` needs, and whether it is intact.

use super::args::{Args, Prepare};
use super::error::{CommandError, UNUSABLE};
use super::run::find;
use super::ui::Ui;
use crate::data::manifest::{MANIFEST, Manifest};
use crate::data::survey::{Finding, Kind, missing, short_of, survey};
use crate::diag::Severity;
use crate::model::timeframe::Timeframe;
use crate::report;
use crate::research::Workspace;

pub(super) fn prepare(args: &Args, command: &Prepare, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    let store = workspace.store();
    let mut files = store.files()?;
    let pairs = &workspace.config.pair_whitelist;
    files.retain(|file| pairs.contains(&file.pair));
    let mut surveys = survey(&store, &files);
    let mut manifest = Manifest::read(&store)?.unwrap_or_default();
    for one in &mut surveys {
        one.findings.extend(short_of(one, &workspace.config.timerange));
        if command.accept {
            continue;
        }
        one.findings.extend(manifest.difference(one).map(|message| Finding {
            severity: Severity::Error,
            kind: Kind::Changed,
            message: format!("{message}; `autoquant prepare --accept` takes it as it is"),
        }));
    }
    let mut wanted = timeframes(&workspace);
    if wanted.is_empty() {
        // The strategies say it: what one pair has all of them need.
        wanted = sorted(surveys.iter().map(|survey| survey.timeframe).collect());
    }
    if wanted.is_empty() {
        return Err(CommandError {
            message: format!("no candles of the config's pairs in {}", store.shown()),
            help: "`autoquant data list` shows what there is; FreqTrade's `datadir` may be named in config.json"
                .into(),
            code: UNUSABLE,
        });
    }
    let missing = missing(&surveys, pairs, &wanted);
    if command.accept {
        manifest.accept(&store, &surveys);
        manifest.write(&store)?;
        ui.note(&format!("wrote {}/{MANIFEST}", store.shown()));
    }
    if ui.is_json() {
        Ui::document(&report::checked_data_json(store.shown(), &surveys, &missing));
    }
    ui.result(&report::checked_data(store.shown(), &surveys, &missing));
    let is_unusable = surveys.iter().any(|survey| survey.worst() == Some(Severity::Error));
    Ok(if is_unusable || !missing.is_empty() { UNUSABLE } else { 0 })
}

/// The timeframes that a config speaks of.
fn timeframes(workspace: &Workspace) -> Vec<Timeframe> {
    let own = workspace.config.timeframe.into_iter();
    sorted(own.chain(workspace.timeframes.iter().copied()).collect())
}

fn sorted(mut timeframes: Vec<Timeframe>) -> Vec<Timeframe> {
    timeframes.sort_by_key(|timeframe| timeframe.ms());
    timeframes.dedup();
    timeframes
}
