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

pub use self::entry::{LoggedRow, RunEntry};
pub(super) use self::index::{Logged, Ran};
pub use self::verify::Problem;

use self::entry::LogEntry;
pub(super) use self::entry::{Entry, RangeEntry};
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
    /// What was brought back or set aside when the books were opened.
    pub fn notes(&self) -> &[String] {
        &self.notes
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

    fn run_at(&self, at: &Indexed<'_>) -> Done<RunEntry> {
        let shown = format!("{FOLDER}/{JOURNAL}");
        let bytes = part(&self.journal(), at.offset, at.length);
        let bytes = bytes.map_err(|error| BooksError::unreadable(&shown, &error))?;
        match serde_json::from_slice(&bytes) {
            Ok(Entry::Run(run)) => Ok(*run),
            _ => Err(BooksError::Unreadable {
                path: shown,
                problem: "a line has changed under way".into(),
            }),
        }
    }

    /// All entries, in their order; lines that are none are left out.
    pub(super) fn entries(&self) -> Done<Vec<Entry>> {
        let shown = format!("{FOLDER}/{JOURNAL}");
        let bytes = match fs::read(self.journal()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read.map_err(|error| BooksError::unreadable(&shown, &error))?,
        };
        let lines = bytes.split(|byte| *byte == b'\n');
        Ok(lines.filter_map(|line| serde_json::from_slice(line).ok()).collect())
    }

    /// Where a text that was kept lies.
    pub(super) fn script_file(&self, name: &str) -> PathBuf {
        texts::script(&self.folder, name)
    }

    /// A text that was kept.
    pub fn script(&self, name: &str) -> Done<String> {
        let path = texts::script(&self.folder, name);
        let shown = format!("{FOLDER}/{}/{name}.rhai", texts::SCRIPTS);
        fs::read_to_string(path).map_err(|error| BooksError::unreadable(&shown, &error))
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
            self.keep(version.script.imports.values().chain([&version.script.text]), &results)?;
            entries.push(entry);
        }
        let boxed = entries.iter().map(|entry| Entry::Run(Box::new(entry.clone()))).collect();
        self.append(boxed)?;
        Ok(entries)
    }

    /// The number of a trial: the one that it had before, or the next.
    fn number(&self, trial: &str, before: &[RunEntry]) -> usize {
        let here = || before.iter().find(|entry| entry.trial == trial).map(|entry| entry.number);
        self.index.number(trial).or_else(here).unwrap_or_else(|| {
            let here = before.iter().map(|entry| entry.number).max().unwrap_or(0);
            self.trials().max(here) + 1
        })
    }

    /// How many trials there were.
    pub fn trials(&self) -> usize {
        self.index.trials()
    }

    fn keep<'a>(
        &self,
        scripts: impl Iterator<Item = &'a String>,
        results: &[&BacktestResult],
    ) -> Done<()> {
        let mut kept = Vec::new();
        for text in scripts {
            kept.push(texts::keep_script(&self.folder, text));
        }
        for result in results {
            if let (Some(job), Status::Completed(completed)) =
                (&result.job_key, &result.outcome.status)
            {
                kept.push(texts::keep_returns(&self.folder, job, completed));
            }
        }
        for path in kept {
            let path = path.map_err(|error| BooksError::not_written(FOLDER, &error))?;
            if let (Some(copies), Ok(below)) = (&self.copies, path.strip_prefix(&self.folder)) {
                // A copy that cannot be made takes nothing from the original.
                let _ = mirror::link(&path, &copies.join(below));
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
        self.append(vec![Entry::Log(entry.clone())])?;
        // Else a power cut could take this line and leave the rows.
        let journal = fs::OpenOptions::new().append(true).open(self.journal());
        journal
            .and_then(|journal| journal.sync_data())
            .map_err(|error| BooksError::not_written(&format!("{FOLDER}/{JOURNAL}"), &error))?;
        results::append(&self.root, &texts)
            .map_err(|error| BooksError::not_written(RESULTS, &error))?;
        self.copy();
        Ok(())
    }

    /// Adds lines to the journal in one go.
    fn append(&mut self, entries: Vec<Entry>) -> Done<()> {
        let shown = format!("{FOLDER}/{JOURNAL}");
        let failed = |error: io::Error| BooksError::not_written(&shown, &error);
        let mut offset = length(&self.journal()).map_err(failed)?.unwrap_or(0);
        let (mut text, mut index, mut last) = (String::new(), Index::default(), self.last.clone());
        let mut trials = self.trials();
        for entry in entries {
            let (line, hash) = line(&last, &entry);
            trials = index.push(offset, line.len(), &entry, trials);
            offset += line.len() as u64;
            text.push_str(&line);
            last = hash;
        }
        let file = fs::OpenOptions::new().append(true).create(true).open(self.journal());
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)?;
        self.index.extend(&self.folder, &index);
        self.last = last;
        self.copy();
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

    /// Makes the copies what the books are. One that fails takes nothing from the books.
    fn copy(&self) {
        for (file, copy, _) in self.copied().into_iter().flatten() {
            let _ = mirror::follow(&file, &copy);
        }
    }
}
