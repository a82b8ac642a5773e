//! What is written down: the journal of all runs, the event log, and copies of both.
//!
//! The journal comes first. An event is a line of it before it is a row of `results.tsv`, so whatever is
//! cut off in the middle is either completed by the next command or never happened.

mod anew;
mod entry;
mod index;
mod line;
mod mirror;
mod opening;
mod results;
mod texts;
mod verify;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use self::entry::{LoggedRow, RangeEntry, RunEntry};
pub(super) use self::index::{Logged, Ran};
pub use self::verify::Problem;

use self::entry::LogEntry;
pub(super) use self::entry::{Entry, SummaryFigures, Tried, Unread};
use self::index::{Index, Indexed, What};
use self::line::line;
use self::mirror::{length, part};
use super::ledger::{Ledger, RESULTS};
use super::round::{Result as BacktestResult, Round};
use crate::job::Status;

/// Where results lie, below the workspace.
pub const FOLDER: &str = "user_data/backtest_results";

/// The journal, in that folder.
const JOURNAL: &str = "journal.jsonl";

/// How often a journal that is taken away is brought back.
const ATTEMPTS: usize = 10;

/// The books of a workspace, held by one process at a time.
#[derive(Debug)]
pub struct Books {
    root: PathBuf,
    folder: PathBuf,
    /// Where copies lie; `None` without a repository.
    copies: Option<PathBuf>,
    index: Index,
    /// The hash of the journal's last line.
    last: String,
    /// What was restored or set aside on the way.
    notes: Vec<String>,
    /// Held while others must wait.
    lock: Option<File>,
}

/// Books that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BooksError {
    /// A file cannot be written.
    #[error("{path} cannot be written: {problem}")]
    NotWritten {
        /// The file.
        path: String,
        /// Why.
        problem: String,
    },
    /// A file cannot be read.
    #[error("{path} cannot be read: {problem}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        problem: String,
    },
    /// Something else is where the folder of results belongs.
    #[error("{FOLDER} is no folder")]
    NotAFolder,
    /// An entry is not what it was when it was written.
    #[error("{FOLDER}/{JOURNAL} or its index was changed by somebody else")]
    Changed,
    /// The log is another table.
    #[error("{RESULTS}:1: this is not the header of the event log")]
    Header,
}

impl BooksError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::NotWritten { .. } => "check the folder's permissions and the free space".into(),
            Self::Unreadable { .. } => "check the file and its permissions".into(),
            Self::NotAFolder => "move it away: the next command makes the folder".into(),
            Self::Changed => format!(
                "`autoquant status --verify` names the lines; where it names the index, remove {FOLDER}/{}",
                index::INDEX
            ),
            Self::Header => format!(
                "make the first line {:?} with tabs between the words; nothing was written",
                super::ledger::HEADER.replace('\t', " ")
            ),
        }
    }

    fn not_written(path: &str, error: &io::Error) -> Self {
        Self::NotWritten { path: path.to_owned(), problem: error.to_string() }
    }

    fn unreadable(path: &str, error: &io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), problem: error.to_string() }
    }
}

type Done<T> = Result<T, BooksError>;

impl Books {
    /// What was brought back or set aside, each thing once.
    pub fn news(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// The folder of results.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The journal's file.
    pub fn journal(&self) -> PathBuf {
        self.folder.join(JOURNAL)
    }

    /// The event log as it stands.
    pub fn ledger(&self) -> Done<Ledger> {
        results::read(&self.root).map_err(|error| BooksError::unreadable(RESULTS, &error))
    }

    /// All runs in short, in their order.
    pub(super) fn runs(&self) -> impl DoubleEndedIterator<Item = Ran<'_>> {
        self.index.runs()
    }

    /// All logged events in short, in their order.
    pub(super) fn logged(&self) -> impl DoubleEndedIterator<Item = Logged<'_>> {
        self.index.logged()
    }

    /// The last run that is wanted.
    pub(super) fn last_run(&self, wanted: impl Fn(&Ran<'_>) -> bool) -> Done<Option<RunEntry>> {
        let mut entries = self.index.entries().rev();
        let found = entries.find(|entry| matches!(&entry.what, What::Run(ran) if wanted(ran)));
        found.map(|at| self.run_at(&at)).transpose()
    }

    /// The first run of a trial.
    pub(super) fn first_run(&self, trial: usize) -> Done<Option<RunEntry>> {
        let mut entries = self.index.entries();
        let is_it =
            |entry: &Indexed<'_>| matches!(&entry.what, What::Run(ran) if ran.number == trial);
        entries.find(is_it).map(|at| self.run_at(&at)).transpose()
    }

    fn run_at(&self, at: &Indexed<'_>) -> Done<RunEntry> {
        let shown = format!("{FOLDER}/{JOURNAL}");
        let bytes = part(&self.journal(), at.offset, at.length);
        let bytes = bytes.map_err(|error| BooksError::unreadable(&shown, &error))?;
        // Neither the index nor the line is believed: anybody can write in both.
        match Index::built(&bytes).entries().next() {
            Some(Indexed { what: What::Run(ran), .. }) if at.what.is_run(&ran) => {}
            _ => return Err(BooksError::Changed),
        }
        match serde_json::from_slice(&bytes) {
            Ok(Entry::Run(run)) => Ok(*run),
            _ => Err(BooksError::Changed),
        }
    }

    /// All entries, in their order; lines that are none are left out.
    pub(super) fn entries(&self) -> Done<Vec<Entry>> {
        Ok(self.entries_and_unread()?.0)
    }

    /// All entries, in their order, and the lines that are none or say more than this version knows.
    pub(super) fn entries_and_unread(&self) -> Done<(Vec<Entry>, Vec<Unread>)> {
        let shown = format!("{FOLDER}/{JOURNAL}");
        let bytes = match fs::read(self.journal()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read.map_err(|error| BooksError::unreadable(&shown, &error))?,
        };
        Ok(entry::read_all(&bytes))
    }

    /// Where a text that was kept lies.
    pub(super) fn script_file(&self, name: &str) -> PathBuf {
        texts::script(&self.folder, name)
    }

    /// A text that was kept: what its name is the hash of, from the workspace or from the copy.
    pub fn script(&self, name: &str) -> Done<String> {
        let places = [Some(&self.folder), self.copies.as_ref()].into_iter().flatten();
        let mut texts = places.map(|folder| texts::read_script(folder, name));
        let first = texts.next().expect("the workspace is there");
        let text = first.or_else(|error| texts.find_map(Result::ok).ok_or(error));
        let shown = format!("{FOLDER}/{}/{name}.rhai", texts::SCRIPTS);
        text.map_err(|error| BooksError::unreadable(&shown, &error))
    }

    /// Whether a text was kept.
    pub fn has_script(&self, text: &str) -> bool {
        texts::script(&self.folder, &texts::name(text)).is_file()
    }

    /// Writes down a round: a line for each strategy, the texts of the scripts, and the daily returns. The
    /// entries come with their numbers, in the order of the strategies.
    pub fn record(&mut self, round: &Round, date: &str) -> Done<Vec<RunEntry>> {
        self.take()?;
        let mut entries = Vec::with_capacity(round.versions.len());
        for (version, summary) in round.versions.iter().zip(&round.summaries) {
            let results: Vec<&BacktestResult> = round.results_of(&version.strategy).collect();
            let mut entry = RunEntry::new(version, &results, summary, date);
            entry.number = self.number(&entry.trial, &entries);
            entries.push(entry);
        }
        let boxed: Vec<Entry> =
            entries.iter().map(|entry| Entry::Run(Box::new(entry.clone()))).collect();
        self.again_while_swept(|books| books.write_down(round, &boxed))?;
        Ok(entries)
    }

    fn write_down(&mut self, round: &Round, entries: &[Entry]) -> Done<()> {
        for version in &round.versions {
            let results = round.results_of(&version.strategy);
            self.keep(version.script.imports.values().chain([&version.script.text]), results)?;
        }
        self.append(entries)
    }

    /// The number of a trial: the one that it had before, or the next.
    fn number(&self, trial: &str, before: &[RunEntry]) -> usize {
        let here = || before.iter().find(|entry| entry.trial == trial).map(|entry| entry.number);
        self.index.number(trial).or_else(here).unwrap_or_else(|| {
            let here = before.iter().map(|entry| entry.number).max().unwrap_or(0);
            self.trials().max(here).saturating_add(1)
        })
    }

    /// How many trials there were.
    pub fn trials(&self) -> usize {
        self.index.trials()
    }

    fn keep<'a>(
        &self,
        scripts: impl Iterator<Item = &'a String>,
        results: impl Iterator<Item = &'a BacktestResult>,
    ) -> Done<()> {
        let failed = |error: io::Error| BooksError::not_written(FOLDER, &error);
        for text in scripts {
            texts::keep_script(&self.folder, text).map_err(failed)?;
            if let Some(copies) = &self.copies {
                // A copy that cannot be made takes nothing from the original.
                let _ = texts::keep_script(copies, text);
            }
        }
        for result in results {
            if let (Some(job), Status::Completed(completed)) =
                (&result.job_key, &result.outcome.status)
            {
                let kept = texts::keep_returns(&self.folder, job, completed).map_err(failed)?;
                if let (Some(copies), Ok(below)) = (&self.copies, kept.strip_prefix(&self.folder)) {
                    // They can be computed again: one file with two names will do.
                    let _ = mirror::link(&kept, &copies.join(below));
                }
            }
        }
        Ok(())
    }

    /// Writes down events: in the journal, and then as rows.
    pub(super) fn log(&mut self, rows: Vec<LoggedRow>, date: &str) -> Done<()> {
        let ledger = self.ledger()?;
        if ledger.wrong_header {
            return Err(BooksError::Header);
        }
        let entry =
            LogEntry { schema: entry::SCHEMA, date: date.to_owned(), after: ledger.lines, rows };
        let texts: Vec<&str> = entry.rows.iter().map(|row| row.row.as_str()).collect();
        let logged = [Entry::Log(entry.clone())];
        self.again_while_swept(|books| books.append(&logged))?;
        self.again_while_swept(|books| {
            // Else a power cut could take this line and leave the rows.
            let journal = fs::OpenOptions::new().append(true).open(books.journal());
            journal
                .and_then(|journal| journal.sync_data())
                .map_err(|error| BooksError::not_written(&format!("{FOLDER}/{JOURNAL}"), &error))?;
            results::append(&books.root, &texts, books.may_make_results())
                .map_err(|error| BooksError::not_written(RESULTS, &error))
        })?;
        self.copy();
        Ok(())
    }

    /// Adds lines to the journal in one go, and to its copy.
    fn append(&mut self, entries: &[Entry]) -> Done<()> {
        let shown = format!("{FOLDER}/{JOURNAL}");
        let failed = |error: io::Error| BooksError::not_written(&shown, &error);
        let path = self.journal();
        let before = self.index.covers();
        let is_there = |end| length(&path).map_err(failed).map(|length| length.unwrap_or(0) == end);
        if !is_there(before)? {
            return Err(vanished());
        }
        let mut offset = before;
        let (mut text, mut index, mut last) = (String::new(), Index::default(), self.last.clone());
        let mut trials = self.trials();
        for entry in entries {
            let (line, hash) = line(&last, entry);
            trials = index.push(offset, line.len(), entry, trials);
            offset += line.len() as u64;
            text.push_str(&line);
            last = hash;
        }
        let file = fs::OpenOptions::new().append(true).create(before == 0).open(&path);
        let mut file = file.map_err(failed)?;
        if let Err(error) = file.write_all(text.as_bytes()) {
            // Half a line is nobody's.
            let _ = file.set_len(before);
            return Err(failed(error));
        }
        if !is_there(offset)? {
            return Err(vanished());
        }
        self.index.extend(&self.folder, &index);
        self.last = last;
        if let Some(copies) = &self.copies
            && mirror::append(&copies.join(JOURNAL), before, &text).is_err()
        {
            self.copy();
        }
        Ok(())
    }

    /// The files that are copied, with their copies.
    fn copied(&self) -> Option<[(PathBuf, PathBuf, &'static str); 2]> {
        let copies = self.copies.as_ref()?;
        Some([
            (self.journal(), copies.join(JOURNAL), JOURNAL),
            (self.root.join(RESULTS), copies.join(RESULTS), RESULTS),
        ])
    }

    /// Makes the copies what the books are. One that fails takes nothing from the books, and is told of.
    fn copy(&mut self) {
        for (file, copy, _) in self.copied().into_iter().flatten() {
            if let Err(error) = mirror::follow(&file, &copy) {
                self.less_safe(&format!("{} cannot be written: {error}", copy.display()));
            }
        }
    }
}

/// Somebody cleans up at the same time.
fn vanished() -> BooksError {
    let gone = io::Error::other("it was taken away while it was written");
    BooksError::not_written(&format!("{FOLDER}/{JOURNAL}"), &gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> LoggedRow {
        LoggedRow {
            event: crate::research::event::Event::Kill,
            strategy: "A".into(),
            commit: "aaaaaaa".into(),
            script: None,
            number: None,
            row: format!("aaaaaaa\tkill\tA\t-\t-\t{text}"),
        }
    }

    #[test]
    fn who_cleans_up_while_books_are_held_takes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        git2::Repository::init(folder.path()).unwrap();
        let mut books = Books::open(folder.path()).unwrap();
        books.log(vec![row("one")], "2026-01-01T00:00:00Z").unwrap();
        let clean_up = || {
            fs::remove_dir_all(folder.path().join("user_data")).unwrap();
            fs::remove_file(folder.path().join(RESULTS)).unwrap();
        };
        // Before the second, and before the books are opened again.
        clean_up();
        books.log(vec![row("two")], "2026-01-01T00:00:00Z").unwrap();
        let text = fs::read_to_string(folder.path().join(RESULTS)).unwrap();
        assert!(text.contains("\tone\n") && text.contains("\ttwo\n"), "{text}");
        drop(books);
        clean_up();
        let books = Books::open(folder.path()).unwrap();
        assert_eq!(books.logged().count(), 2);
        assert_eq!(books.verify().unwrap(), []);
    }
}
