//! `prepare --from`, `--resample`, `--tiers`: what comes from elsewhere than the exchange.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::args::Only;
use super::super::clock;
use super::super::error::{CommandError, UNUSABLE};
use super::super::ui::Ui;
use crate::data::DataError;
use crate::data::depot::Depot;
use crate::data::lock::Lock;
use crate::data::spans::Spans;
use crate::data::store::{CandleFile, Store};
use crate::import::{self, Asked, Datadir, Found, ImportError, Refused, Taken};
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::report;
use crate::research::{Needs, Workspace};

/// How many names a note lists.
const NAMES: usize = 3;

/// Takes the candles of a folder or of a file.
pub(super) fn from(
    workspace: &Workspace,
    path: &Path,
    only: &Only,
    ui: &mut Ui,
) -> Result<u8, CommandError> {
    let store = workspace.store_to_write();
    let mut intake = Intake::new(&store, ui);
    let pairs = &workspace.config.pair_whitelist;
    if path.is_dir() {
        intake.take_folder(import::datadir(path, pairs)?, only, pairs)?;
    } else {
        intake.take_file(path, only, pairs)?;
    }
    intake.say_what_is_missing(workspace)?;
    Ok(intake.close())
}

/// Makes longer candles of those of the config's pairs.
pub(super) fn resample(
    workspace: &Workspace,
    timeframes: &[Timeframe],
    ui: &mut Ui,
) -> Result<u8, CommandError> {
    let store = workspace.store();
    if let Some(timeframe) = timeframes.iter().find(|timeframe| timeframe.floor(0).is_none()) {
        return Err(ImportError::NoGrid { timeframe: timeframe.to_string() }.into());
    }
    let files = store.files()?;
    let mut timeframes = timeframes.to_vec();
    timeframes.sort_by_key(|timeframe| timeframe.ms());
    timeframes.dedup();
    let mut intake = Intake::new(&store, ui);
    for pair in &workspace.config.pair_whitelist {
        let trades = CandleType::of_trades(pair);
        if !files.iter().any(|file| file.pair == *pair && file.candle_type == trades) {
            let error = ImportError::NothingStored { pair: pair.to_string() };
            intake.refuse(error.to_string(), error.help());
            continue;
        }
        for timeframe in &timeframes {
            for candle_type in [trades, CandleType::Mark] {
                let key = CandleKey { pair: pair.clone(), timeframe: *timeframe, candle_type };
                // Mark prices are made where there are some, and not missed.
                if candle_type == trades || import::has_source(&key, &files) {
                    intake.make(key, &files)?;
                }
            }
        }
    }
    Ok(intake.close())
}

/// Takes leverage tiers; those of other pairs stay as they are.
pub(super) fn tiers(workspace: &Workspace, file: &Path, ui: &mut Ui) -> Result<u8, CommandError> {
    let store = workspace.store_to_write();
    let brought = import::leverage_tiers(file, &workspace.config.pair_whitelist)?;
    let _lock = Lock::take(&store)?;
    let before = store.leverage_tiers()?.unwrap_or_default();
    let mut after = before.clone();
    after.extend(brought.clone());
    if after != before {
        store.write_leverage_tiers(&after)?;
    }
    if ui.is_json() {
        Ui::document(&report::tiers_json(store.shown(), &brought, &before));
    }
    ui.result(&report::tiers(store.shown(), &brought, &before));
    Ok(0)
}

/// What is being taken, and what became of it.
struct Intake<'a> {
    ui: &'a mut Ui,
    store: &'a Store,
    /// The time, epoch milliseconds: candles that are not over are not taken.
    now: i64,
    /// Opened with the first candles that are sound: until then nothing is written.
    depot: Option<Depot>,
    taken: Vec<Taken>,
    refused: Vec<Refused>,
    notes: Vec<String>,
}

impl<'a> Intake<'a> {
    fn new(store: &'a Store, ui: &'a mut Ui) -> Self {
        let (taken, refused, notes) = (Vec::new(), Vec::new(), Vec::new());
        Self { ui, store, now: clock::milliseconds(), depot: None, taken, refused, notes }
    }

    fn take_file(&mut self, path: &Path, only: &Only, pairs: &[Pair]) -> Result<(), CommandError> {
        let asked = Asked { pair: only.pair.clone(), timeframe: only.timeframe };
        let found = import::file(path, &asked, pairs)?;
        if is_same(path, &self.store.folder().join(Store::file_name(&found.key))) {
            return Err(ImportError::InUse { path: path.display().to_string() }.into());
        }
        if !pairs.contains(&found.key.pair) {
            self.note(format!("{} is none of the config's pairs", found.key.pair));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(self.take(found, &name)?)
    }

    /// Takes the files of a folder that are meant. One at fault does not stop the others.
    fn take_folder(
        &mut self,
        mut folder: Datadir,
        only: &Only,
        pairs: &[Pair],
    ) -> Result<(), CommandError> {
        let shown = folder.folder.display().to_string();
        if is_same(&folder.folder, self.store.folder()) {
            // What is kept there in other formats is not in use yet.
            folder.files.retain(|source| !source.is_feather());
            if folder.files.is_empty() {
                return Err(ImportError::InUse { path: shown }.into());
            }
        }
        let is_of_pairs = |key: &CandleKey| match &only.pair {
            Some(own) => *own == key.pair,
            None => pairs.contains(&key.pair),
        };
        let is_meant = |key: &CandleKey| {
            is_of_pairs(key) && only.timeframe.is_none_or(|own| own == key.timeframe)
        };
        let keys = || folder.files.iter().map(|source| &source.key);
        if !keys().any(is_meant) && !folder.files.is_empty() {
            let is_asked = only.pair.is_some() || only.timeframe.is_some();
            let what = if is_asked { "such candles" } else { "candles of the config's pairs" };
            return Err(CommandError {
                message: format!("there are no {what} in {shown}"),
                help: format!("there are: {}", some(keys().map(ToString::to_string))),
                code: UNUSABLE,
            });
        }
        if only.pair.is_none() && !keys().all(is_of_pairs) {
            let mut others: Vec<String> =
                keys().filter(|key| !is_of_pairs(key)).map(|key| key.pair.to_string()).collect();
            others.dedup();
            let note =
                format!("left out, for they are none of the config's pairs: {}", some(others));
            self.note(note);
        }
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, reason) in &folder.skipped {
            reasons.entry(reason).or_default().push(name);
        }
        for (reason, names) in reasons {
            self.note(format!("left out: {}: {reason}", some(names)));
        }
        for source in folder.files.iter().filter(|source| is_meant(&source.key)) {
            match source.read() {
                Ok(found) => self.take_or_refuse(found, &source.name)?,
                Err(error) => self.refuse(error.to_string(), error.help()),
            }
        }
        Ok(())
    }

    /// Makes candles of shorter ones.
    fn make(&mut self, key: CandleKey, files: &[CandleFile]) -> Result<(), DataError> {
        match import::made(self.store, files, &key) {
            Ok((candles, source)) => {
                let found = Found { key, candles, notes: Vec::new() };
                self.take_or_refuse(found, &format!("from {source}"))
            }
            Err(error) => {
                self.refuse(error.to_string(), error.help());
                Ok(())
            }
        }
    }

    /// Takes candles, if the file that they belong into can be added to.
    fn take_or_refuse(&mut self, found: Found, source: &str) -> Result<(), DataError> {
        match self.take(found, source) {
            Err(error @ DataError::Kept { .. }) => {
                self.refuse(error.to_string(), error.help());
                Ok(())
            }
            taken => taken,
        }
    }

    fn take(&mut self, found: Found, source: &str) -> Result<(), DataError> {
        let Found { key, mut candles, notes } = found;
        let is_over = |date: &i64| key.timeframe.after(*date) <= self.now;
        let over = if key.candle_type.has_grid() {
            candles.date.iter().take_while(is_over).count()
        } else {
            candles.len()
        };
        if over < candles.len() {
            let under_way = candles.len() - over;
            self.note(format!(
                "{source}: left out, for they are not over yet: {under_way} candles"
            ));
            candles = candles.slice(0..over);
        }
        let depot = match self.depot.take() {
            Some(depot) => depot,
            None => Depot::open(self.store)?,
        };
        let depot = self.depot.insert(depot);
        let deposited = depot.add(&key, &candles, &Spans::default())?;
        for note in notes {
            self.note(format!("{source}: {note}"));
        }
        let (source, found) = (source.to_owned(), candles.len());
        let taken = Taken { key, source, found, deposited };
        self.ui.result(&report::taken(&taken));
        self.taken.push(taken);
        Ok(())
    }

    fn refuse(&mut self, problem: String, help: String) {
        self.refused.push(Refused { problem, help });
    }

    fn note(&mut self, note: String) {
        self.ui.note(&format!("note: {note}"));
        self.notes.push(note);
    }

    /// What the config needs and nobody has brought yet.
    fn say_what_is_missing(&mut self, workspace: &Workspace) -> Result<(), DataError> {
        let Ok(needs) = Needs::of(workspace, self.now) else { return Ok(()) };
        let files = self.store.files()?;
        let is_there = |key: &CandleKey| files.iter().any(|file| file.key() == *key);
        let missing: Vec<String> = needs
            .candles
            .iter()
            .filter(|wanted| !is_there(&wanted.key))
            .map(|wanted| wanted.key.to_string())
            .collect();
        if !missing.is_empty() {
            self.note(format!("still missing for this config: {}", some(missing)));
        }
        Ok(())
    }

    /// Says what it came to.
    fn close(self) -> u8 {
        let (folder, ui) = (self.store.shown(), self.ui);
        if ui.is_json() {
            Ui::document(&report::imported_json(folder, &self.taken, &self.refused, &self.notes));
        }
        Ui::faults(&report::refused(&self.refused));
        ui.result(&report::imported(folder, &self.taken, &self.refused));
        if self.refused.is_empty() { 0 } else { UNUSABLE }
    }
}

/// Some names in words: the first of them, and how many more there are.
fn some(names: impl IntoIterator<Item = impl Into<String>>) -> String {
    let mut names = names.into_iter().map(Into::into);
    let first: Vec<String> = names.by_ref().take(NAMES).collect();
    match names.count() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Whether two paths lead to the same place.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
