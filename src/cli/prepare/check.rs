//! `prepare --check`, `prepare --accept`: what is missing, damaged, odd, or another file than before.

use super::super::error::{CommandError, UNUSABLE};
use super::super::ui::Ui;
use super::needs;
use crate::data::lock::Lock;
use crate::data::manifest::{MANIFEST, Manifest};
use crate::data::store::Store;
use crate::data::survey::{Finding, Kind, Survey, missing, short_of, survey};
use crate::diag::Severity;
use crate::fetch::Wanted;
use crate::model::candle_key::CandleKey;
use crate::model::pair::Pair;
use crate::report::{self, NotHad};
use crate::research::{NeedsError, Workspace};

/// What was seen of the candles that a workspace needs.
pub(super) struct Checked {
    surveys: Vec<Survey>,
    missing: Vec<CandleKey>,
}

pub(super) fn check(workspace: &Workspace, ui: &mut Ui) -> Result<u8, CommandError> {
    let store = workspace.store();
    let checked = look(workspace, &store, ui)?.hold_against(&store)?;
    checked.tell(&store, ui);
    Ok(checked.exit_code())
}

pub(super) fn accept(workspace: &Workspace, ui: &mut Ui) -> Result<u8, CommandError> {
    let store = workspace.store();
    // Nobody writes between the look and the manifest.
    let _lock = Lock::take(&store)?;
    let checked = look(workspace, &store, ui)?;
    let mut manifest = Manifest::read(&store)?.unwrap_or_default();
    manifest.accept(&store, &checked.surveys);
    manifest.write(&store)?;
    ui.note(&format!("wrote {}/{MANIFEST}", store.shown()));
    checked.tell(&store, ui);
    Ok(checked.exit_code())
}

/// Looks at the files of the pairs that are needed.
fn look(workspace: &Workspace, store: &Store, ui: &mut Ui) -> Result<Checked, CommandError> {
    let (wanted, pairs) = match needs(workspace, ui) {
        Ok(needs) => (needs.candles, needs.pairs),
        Err(NeedsError::NoTimeframes) => (Vec::new(), workspace.config.pair_whitelist.clone()),
        Err(error) => return Err(error.into()),
    };
    let checked = Checked::of(workspace, store, &pairs, &wanted)?;
    if wanted.is_empty() && checked.surveys.is_empty() {
        return Err(CommandError {
            message: format!("no candles of the config's pairs in {}", store.shown()),
            help: "`autoquant data list` shows what there is; FreqTrade's `datadir` may be named in config.json"
                .into(),
            code: UNUSABLE,
        });
    }
    Ok(checked)
}

impl Checked {
    pub(super) fn of(
        workspace: &Workspace,
        store: &Store,
        pairs: &[Pair],
        wanted: &[Wanted],
    ) -> Result<Self, CommandError> {
        let mut files = store.files()?;
        let is_wanted = |pair: &Pair| {
            pairs.contains(pair) || wanted.iter().any(|wanted| wanted.key.pair == *pair)
        };
        files.retain(|file| is_wanted(&file.pair));
        let mut surveys = survey(store, &files);
        for one in &mut surveys {
            one.findings.extend(short_of(one, &workspace.config.timerange));
        }
        let mut wanted: Vec<CandleKey> = wanted.iter().map(|wanted| wanted.key.clone()).collect();
        if wanted.is_empty() {
            // What one pair has all of them need.
            for pair in pairs {
                wanted.extend(
                    surveys.iter().map(|one| CandleKey { pair: pair.clone(), ..one.key() }),
                );
            }
            wanted.sort_by_key(|key| (key.pair.clone(), key.timeframe.ms(), key.candle_type));
            wanted.dedup();
        }
        let missing = missing(&surveys, wanted);
        Ok(Self { surveys, missing })
    }

    /// Notes which files are not what they were.
    pub(super) fn hold_against(mut self, store: &Store) -> Result<Self, CommandError> {
        let manifest = Manifest::read(store)?.unwrap_or_default();
        for one in &mut self.surveys {
            one.findings.extend(manifest.difference(one).map(|message| Finding {
                severity: Severity::Error,
                kind: Kind::Changed,
                message: format!("{message}; `autoquant prepare --accept` takes it as it is"),
            }));
        }
        Ok(self)
    }

    pub(super) fn tell(&self, store: &Store, ui: &mut Ui) {
        if ui.is_json() {
            let document = report::checked_data_json(store.shown(), &self.surveys, &self.missing);
            Ui::document(&document);
        }
        ui.result(&report::checked_data(store.shown(), &self.surveys, &self.missing));
    }

    /// The same, with what could not be had.
    pub(super) fn tell_with(&self, faults: &[NotHad], store: &Store, ui: &mut Ui) {
        let (shown, surveys, missing) = (store.shown(), &self.surveys, &self.missing);
        if ui.is_json() {
            Ui::document(&report::fetched_data_json(shown, surveys, missing, faults));
        }
        ui.result(&report::fetched_data(shown, surveys, missing, faults));
    }

    pub(super) fn exit_code(&self) -> u8 {
        let is_unusable = |survey: &Survey| survey.worst() == Some(Severity::Error);
        let is_fine = self.missing.is_empty() && !self.surveys.iter().any(is_unusable);
        if is_fine { 0 } else { UNUSABLE }
    }
}
