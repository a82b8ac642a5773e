//! Holds the books against each other: every line of the journal against its hash and the line before, the
//! texts against their names, the log against the journal.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use super::entry::Entry;
use super::index::{INDEX, Index};
use super::line::{FIRST, Line};
use super::mirror::is_absent;
use super::{Books, BooksError, Done, FOLDER, JOURNAL, texts};
use crate::research::ledger::RESULTS;

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
                        match self.script(name) {
                            Err(error) => wrong(error.to_string()),
                            Ok(text) if texts::name(&text) != *name => {
                                wrong(format!("{}/{name}.rhai was changed", texts::SCRIPTS));
                            }
                            Ok(_) => {}
                        }
                    }
                }
                Ok(Entry::Log(log)) => logged.extend(log.rows),
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
        let mut open: BTreeMap<&str, usize> = BTreeMap::new();
        for row in logged {
            *open.entry(row.row.as_str()).or_default() += 1;
        }
        for row in &ledger.rows {
            match open.get_mut(row.text().as_str()).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => wrong(Some(row.line), "the journal knows nothing of this row".into()),
            }
        }
        for (row, _) in open.into_iter().filter(|(_, left)| *left > 0) {
            wrong(None, format!("a row that was logged is not there: {}", row.replace('\t', " ")));
        }
        Ok(())
    }
}
