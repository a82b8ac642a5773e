//! What is written down: the journal of all runs, the event log, and copies of both.
//!
//! The journal comes first. An event is a line of it before it is a row of `results.tsv`, so whatever is
//! cut off in the middle is either completed by the next command or never happened.

mod entry;
mod index;
mod line;
mod mirror;
mod results;
mod texts;
mod verify;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub use self::entry::{LoggedRow, RunEntry};
pub(super) use self::index::{Logged, Ran};
pub use self::verify::Problem;

use self::entry::{Entry, LogEntry};
use self::index::{Index, Indexed};
use self::line::{FIRST, Line, line};
use self::mirror::{Restored, length, part};
use super::history;
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
    _lock: Option<File>,
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
    /// Opens the books to write in them: waits for whoever else does, brings back what was lost, and puts in
    /// order what a crash left behind.
    pub fn open(root: &Path) -> Done<Self> {
        let folder = root.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|error| BooksError::not_written(FOLDER, &error))?;
        let copies = history::place(root);
        if let Some(copies) = &copies {
            // Without them the books are only less safe.
            let _ = first_copies(&folder, copies);
        }
        let lock = lock(copies.as_deref().filter(|copies| copies.is_dir()), &folder)
            .map_err(|error| BooksError::not_written(&format!("{FOLDER}/.lock"), &error))?;
        let mut books = Self::with(root, folder, copies, Some(lock));
        books.bring_back();
        books.set_torn_aside()?;
        books.read_index()?;
        books.complete_results()?;
        books.copy();
        Ok(books)
    }

    /// Opens the books to read in them. What was lost is brought back where that is possible.
    pub fn read(root: &Path) -> Done<Self> {
        let (folder, copies) = (root.join(FOLDER), history::place(root));
        let lock = lock(copies.as_deref().filter(|copies| copies.is_dir()), &folder).ok();
        let mut books = Self::with(root, folder, copies, lock);
        books.bring_back();
        books.read_index()?;
        Ok(books)
    }

    fn with(root: &Path, folder: PathBuf, copies: Option<PathBuf>, lock: Option<File>) -> Self {
        Self {
            root: root.to_owned(),
            folder,
            copies,
            index: Index::default(),
            last: FIRST.to_owned(),
            notes: Vec::new(),
            _lock: lock,
        }
    }

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
    pub(super) fn runs(&self) -> impl DoubleEndedIterator<Item = &Ran> {
        self.index.runs().map(|(_, ran)| ran)
    }

    /// All logged events in short, in their order.
    pub(super) fn logged(&self) -> impl DoubleEndedIterator<Item = &Logged> {
        self.index.logged()
    }

    /// The last run that is wanted.
    pub(super) fn last_run(&self, wanted: impl Fn(&Ran) -> bool) -> Done<Option<RunEntry>> {
        let found = self.index.runs().rev().find(|(_, ran)| wanted(ran));
        found.map(|(at, _)| self.run_at(at)).transpose()
    }

    fn run_at(&self, at: &Indexed) -> Done<RunEntry> {
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
        let known = self.runs().map(|ran| (ran.trial.as_str(), ran.number));
        let here = before.iter().map(|entry| (entry.trial.as_str(), entry.number));
        let mut all = known.chain(here);
        let mut most = 0;
        all.find_map(|(other, number)| {
            most = most.max(number);
            (other == trial).then_some(number)
        })
        .unwrap_or(most + 1)
    }

    /// How many trials there were.
    pub fn trials(&self) -> usize {
        self.runs().map(|ran| ran.number).max().unwrap_or(0)
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
        let (mut text, mut indexed, mut last) = (String::new(), Vec::new(), self.last.clone());
        for entry in entries {
            let (line, hash) = line(&last, &entry);
            indexed.push(Indexed::new(offset, line.len(), &entry));
            offset += line.len() as u64;
            text.push_str(&line);
            last = hash;
        }
        let file = fs::OpenOptions::new().append(true).create(true).open(self.journal());
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)?;
        self.index.extend(&self.folder, indexed);
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

    fn bring_back(&mut self) {
        let Some(copies) = self.copies.clone() else { return };
        let mut notes = Vec::new();
        for (file, copy, name) in self.copied().into_iter().flatten() {
            notes.push(match mirror::restore(&file, &copy) {
                Ok(Restored::Nothing) => continue,
                Ok(Restored::Whole) => format!("{name} was gone and is back from its copy"),
                Ok(Restored::End) => {
                    format!("the end of {name} was gone and is back from its copy")
                }
                Err(error) => format!("{name} is incomplete, and cannot be brought back: {error}"),
            });
        }
        for folder in [texts::SCRIPTS, texts::RETURNS] {
            if !self.folder.join(folder).is_dir() {
                let _ = mirror::link_all(&copies.join(folder), &self.folder.join(folder));
            }
        }
        if !notes.is_empty() {
            notes.push(format!("the copies lie in {}", copies.display()));
        }
        self.notes.extend(notes);
    }

    /// Sets aside what a crash left behind the last whole line.
    fn set_torn_aside(&mut self) -> Done<()> {
        let path = self.journal();
        let shown = format!("{FOLDER}/{JOURNAL}");
        let failed = |error: io::Error| BooksError::not_written(&shown, &error);
        let Some(length) = length(&path).map_err(failed)? else { return Ok(()) };
        let torn = torn(&path, length).map_err(failed)?;
        if torn.is_empty() {
            return Ok(());
        }
        let aside = self.folder.join("journal.torn");
        let file = fs::OpenOptions::new().append(true).create(true).open(aside);
        file.and_then(|mut file| file.write_all(&[torn.as_slice(), b"\n"].concat()))
            .map_err(failed)?;
        let file = fs::OpenOptions::new().write(true).open(&path);
        file.and_then(|file| file.set_len(length - torn.len() as u64)).map_err(failed)?;
        self.notes.push(format!(
            "{shown} ended in a line that was never finished: it was moved to journal.torn"
        ));
        Ok(())
    }

    fn read_index(&mut self) -> Done<()> {
        let path = self.journal();
        let shown = format!("{FOLDER}/{JOURNAL}");
        let failed = |error: io::Error| BooksError::unreadable(&shown, &error);
        let Some(length) = length(&path).map_err(failed)? else { return Ok(()) };
        let read = |offset, length| part(&path, offset, length).ok();
        self.index = if let Some(index) = Index::stored(&self.folder, length, read) {
            index
        } else {
            let index = Index::built(&fs::read(&path).map_err(failed)?);
            index.store(&self.folder);
            index
        };
        let whole = self.index.entries.iter().rev().find(|entry| entry.what.is_whole());
        if let Some(last) = whole {
            let bytes = part(&path, last.offset, last.length).map_err(failed)?;
            let text = String::from_utf8_lossy(&bytes);
            if let Some(line) = Line::parse(text.trim_end_matches('\n')) {
                line.hash.clone_into(&mut self.last);
            }
        }
        Ok(())
    }

    /// Completes the rows of the last logged events, where a crash kept them from the log.
    fn complete_results(&mut self) -> Done<()> {
        let last = self.index.entries.iter().rev().find(|entry| entry.what.is_log());
        let Some(last) = last else { return Ok(()) };
        let failed = |error: io::Error| BooksError::not_written(RESULTS, &error);
        let bytes = part(&self.journal(), last.offset, last.length).map_err(failed)?;
        let Ok(Entry::Log(log)) = serde_json::from_slice(&bytes) else { return Ok(()) };
        let rows: Vec<&str> = log.rows.iter().map(|row| row.row.as_str()).collect();
        if results::complete(&self.root, log.after, &rows).map_err(failed)? {
            self.notes.push(format!("{RESULTS} was completed: its last rows had not been written"));
        }
        Ok(())
    }
}

/// Makes the place of copies, with what was kept before there was one.
fn first_copies(folder: &Path, copies: &Path) -> io::Result<()> {
    if copies.join(JOURNAL).exists() {
        return Ok(());
    }
    fs::create_dir_all(copies)?;
    for kept in [texts::SCRIPTS, texts::RETURNS] {
        mirror::link_all(&folder.join(kept), &copies.join(kept))?;
    }
    Ok(())
}

/// What stands behind the last whole line of the journal.
fn torn(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let mut from = length;
    loop {
        // Lines are a few thousand bytes long.
        from = from.saturating_sub(1 << 16);
        let tail = part(path, from, length - from)?;
        match tail.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => return Ok(tail[end + 1..].to_vec()),
            None if from == 0 => return Ok(tail),
            None => {}
        }
    }
}

/// Waits until nobody else holds the books. Where there is a repository the lock lies in it: `git clean`
/// would take another one away.
fn lock(copies: Option<&Path>, folder: &Path) -> io::Result<File> {
    let path = match copies {
        Some(copies) => copies.join("lock"),
        None => folder.join(".lock"),
    };
    let file = fs::OpenOptions::new().create(true).append(true).open(path)?;
    file.lock()?;
    Ok(file)
}
