//! Holds the books against each other: every line of the journal against its hash and the line before, the
//! texts against their names, the log against the journal.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;
use std::fs;
use std::path::PathBuf;

use super::entry::Entry;
use super::index::{INDEX, Index};
use super::line::{FIRST, Line, is_chain};
use super::mirror::is_absent;
use super::{Books, BooksError, Done, FOLDER, JOURNAL, LoggedRow, RunEntry, texts};
use crate::research::gates::Headline;
use crate::research::ledger::{Pair, RESULTS, Row};
use crate::research::log::headline;

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1; `None` for the file as a whole.
    pub line: Option<usize>,
    /// What does not fit.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

impl Books {
    /// Everything that does not fit, in the order of the files.
    pub fn verify(&self) -> Done<Vec<Problem>> {
        let shown = format!("{FOLDER}/{JOURNAL}");
        let bytes = match fs::read(self.journal()) {
            Ok(bytes) => bytes,
            Err(error) if is_absent(&error) => Vec::new(),
            Err(error) => return Err(BooksError::unreadable(&shown, &error)),
        };
        let mut problems = Vec::new();
        let (mut last, mut logged) = (FIRST.to_owned(), Vec::new());
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut runs: HashMap<usize, Vec<RunEntry>> = HashMap::new();
        for (at, bytes) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let mut wrong = |what: String| {
                problems.push(Problem { file: shown.clone(), line: Some(at + 1), what });
            };
            let Some(text) = bytes.strip_suffix(b"\n").and_then(|text| str::from_utf8(text).ok())
            else {
                wrong("this line is torn".into());
                continue;
            };
            let Some(line) = Line::parse(text) else {
                wrong("this is no line of the journal".into());
                continue;
            };
            if !line.is_whole() {
                wrong("this line was changed: its hash is another one".into());
            }
            if line.prev != last {
                wrong("it does not follow the line before: one is missing, or was changed".into());
            }
            line.hash.clone_into(&mut last);
            match serde_json::from_str(text) {
                Ok(Entry::Run(run)) => {
                    let next = numbers.len() + 1;
                    let number = *numbers.entry(run.trial.clone()).or_insert(next);
                    if number != run.number {
                        wrong(format!("it is trial {number}, and says {}", run.number));
                    }
                    for name in run.imports.values().chain([&run.text]) {
                        if let Err(error) = texts::read_script(&self.folder, name) {
                            wrong(format!(
                                "{}/{name}.rhai cannot be used: {error}",
                                texts::SCRIPTS
                            ));
                        }
                    }
                    runs.entry(run.number).or_default().push(*run);
                }
                Ok(Entry::Log(log)) => {
                    for row in &log.rows {
                        if let Err(what) = follows(row, &runs) {
                            wrong(what);
                        }
                    }
                    logged.extend(log.rows);
                }
                Err(error) => wrong(format!("this entry cannot be read: {error}")),
            }
        }
        if self.index != Index::built(&bytes) {
            let file = format!("{FOLDER}/{INDEX}");
            let what = "it does not fit the journal: remove it, and it is made anew".to_owned();
            problems.push(Problem { file, line: None, what });
        }
        self.verify_log(&logged, &mut problems)?;
        Ok(problems)
    }

    /// Rows without an entry were written by hand, and entries without a row were taken away.
    /// The copy of the journal, where that one holds together.
    pub fn sound_copy(&self) -> Option<PathBuf> {
        let copy = self.copies.as_ref()?.join(JOURNAL);
        fs::read(&copy)
            .is_ok_and(|journal| !journal.is_empty() && is_chain(&journal))
            .then_some(copy)
    }

    fn verify_log(
        &self,
        logged: &[super::entry::LoggedRow],
        problems: &mut Vec<Problem>,
    ) -> Done<()> {
        let ledger = self.ledger()?;
        let mut wrong = |line: Option<usize>, what: String| {
            problems.push(Problem { file: RESULTS.to_owned(), line, what });
        };
        if ledger.wrong_header {
            wrong(Some(1), "this is not the header of the event log".into());
        }
        for (line, problem) in &ledger.damaged {
            wrong(Some(*line), problem.clone());
        }
        let mut open: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
        for (at, row) in logged.iter().enumerate() {
            open.entry(row.row.as_str()).or_default().push_back(at);
        }
        let mut last = 0;
        for row in &ledger.rows {
            match open.get_mut(row.text().as_str()).and_then(VecDeque::pop_front) {
                Some(at) if at < last => {
                    wrong(
                        Some(row.line),
                        "this row was moved: others above it were logged later".into(),
                    );
                }
                Some(at) => last = at,
                None => wrong(Some(row.line), "the journal knows nothing of this row".into()),
            }
        }
        for (row, _) in open.into_iter().filter(|(_, left)| !left.is_empty()) {
            wrong(None, format!("a row that was logged is not there: {}", row.replace('\t', " ")));
        }
        Ok(())
    }
}

/// Whether the figures of a logged row are those of the trial that it names.
fn follows(row: &LoggedRow, runs: &HashMap<usize, Vec<RunEntry>>) -> Result<(), String> {
    let (Some(script), Some(number)) = (&row.script, row.number) else { return Ok(()) };
    let of_script = |run: &&RunEntry| run.script == *script;
    let mut trial = runs.get(&number).into_iter().flatten().filter(of_script).peekable();
    let name = &row.strategy;
    if trial.peek().is_none() {
        return Err(format!("it logs {name} by trial {number}, which had another script"));
    }
    let figures = Row::parse(0, &row.row).ok().and_then(|row| row.figures).map(Pair::printed);
    let said = |run: &RunEntry| {
        let mut families = Headline::ALL.iter();
        families.any(|family| headline(run, *family).map(Pair::printed) == figures)
    };
    if trial.any(said) {
        return Ok(());
    }
    Err(format!("it logs figures of {name} that trial {number} did not have"))
}
