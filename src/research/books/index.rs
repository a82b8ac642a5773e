//! What the journal holds, in short: a line for each of its entries, so that a run reads no figures of ten
//! thousand others. It follows from the journal and is made anew where it does not fit.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::entry::{Entry, RunEntry};
use super::line::Line;
use crate::research::event::Event;

/// The file, beside the journal.
pub(super) const INDEX: &str = "journal.index";

/// All entries, in their order: a line of tab-separated cells for each. It is read as it is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    text: String,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Indexed<'a> {
    /// Where its line begins in the journal.
    pub offset: u64,
    /// The bytes of its line, with its end.
    pub length: u64,
    pub what: What<'a>,
}

/// What an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What<'a> {
    /// A line that is no entry.
    Damaged,
    Run(Ran<'a>),
    Log(Vec<Logged<'a>>),
}

/// A run, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ran<'a> {
    pub number: usize,
    /// How many trials there were with it.
    pub trials: usize,
    pub trial: &'a str,
    pub strategy: &'a str,
    pub script: &'a str,
    pub commit: &'a str,
    pub config: &'a str,
    /// Whether it tried something without an edit.
    pub what_if: bool,
    pub failed: bool,
}

/// A logged event, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Logged<'a> {
    pub event: Event,
    pub strategy: &'a str,
    pub commit: &'a str,
    pub script: Option<&'a str>,
}

impl Index {
    /// The stored index of a journal of some length, where it ends with the journal's last line. `bytes`
    /// reads a part of the journal.
    pub(super) fn stored(
        folder: &Path,
        length: u64,
        bytes: impl Fn(u64, u64) -> Option<Vec<u8>>,
    ) -> Option<Self> {
        let index = Self { text: fs::read_to_string(folder.join(INDEX)).ok()? };
        let fits = match index.last() {
            None => length == 0 && index.text.is_empty(),
            // An end alone is no index.
            Some(_) if !index.text.starts_with("0\t") => false,
            Some(last) if last.offset + last.length != length => false,
            Some(last) => {
                let mut again = Self::default();
                again.add(last.offset, &bytes(last.offset, last.length)?, last.trials());
                index.text.ends_with(&again.text)
            }
        };
        fits.then_some(index)
    }

    /// Reads a whole journal.
    pub(super) fn built(journal: &[u8]) -> Self {
        let (mut index, mut offset, mut trials) = (Self::default(), 0, 0);
        for line in journal.split_inclusive(|byte| *byte == b'\n') {
            trials = index.add(offset, line, trials);
            offset += line.len() as u64;
        }
        index
    }

    /// Writes it down; where that fails the next command makes it anew.
    pub(super) fn store(&self, folder: &Path) {
        let _ = fs::write(folder.join(INDEX), &self.text);
    }

    /// Adds the lines that another one has, here and in the file.
    pub(super) fn extend(&mut self, folder: &Path, other: &Self) {
        let before = fs::metadata(folder.join(INDEX)).map_or(0, |data| data.len());
        let is_all = before == self.text.len() as u64;
        self.text.push_str(&other.text);
        if !is_all {
            return self.store(folder);
        }
        let file = fs::OpenOptions::new().append(true).create(true).open(folder.join(INDEX));
        let _ = file.and_then(|mut file| file.write_all(other.text.as_bytes()));
    }

    /// Adds a line of the journal; how many trials there are with it.
    fn add(&mut self, offset: u64, line: &[u8], trials: usize) -> usize {
        let text = std::str::from_utf8(line).ok().and_then(|text| text.strip_suffix('\n'));
        let entry = text.filter(|text| Line::parse(text).is_some_and(|line| line.is_whole()));
        let entry = entry.and_then(|text| serde_json::from_str(text).ok());
        if let Some(entry) = entry {
            return self.push(offset, line.len(), &entry, trials);
        }
        let _ = writeln!(self.text, "{offset}\t{}\tdamaged", line.len());
        trials
    }

    /// Adds an entry whose line lies at a place, behind `trials` trials; how many there are with it.
    pub(super) fn push(
        &mut self,
        offset: u64,
        length: usize,
        entry: &Entry,
        trials: usize,
    ) -> usize {
        let (text, mut trials) = (&mut self.text, trials);
        // A string takes all text.
        let _ = write!(text, "{offset}\t{length}\t");
        match entry {
            Entry::Run(run) => {
                trials = trials.max(run.number);
                let RunEntry { number, trial, strategy, script, commit, config, .. } = &**run;
                let (what_if, failed) = (u8::from(run.what_if.is_some()), u8::from(run.failed()));
                let _ = write!(
                    text,
                    "run\t{number}\t{trials}\t{trial}\t{strategy}\t{script}\t{commit}\t{config}\t\
                     {what_if}\t{failed}"
                );
            }
            Entry::Log(log) => {
                text.push_str("log");
                for row in &log.rows {
                    let (event, strategy, commit) = (row.event, &row.strategy, &row.commit);
                    let script = row.script.as_ref().map_or("-", |script| script.as_str());
                    let _ = write!(text, "\t{event}\t{strategy}\t{commit}\t{script}");
                }
            }
        }
        text.push('\n');
        trials
    }

    /// All entries, in their order. A line that is none is left out: the index is a file that anybody can
    /// write.
    pub(super) fn entries(&self) -> impl DoubleEndedIterator<Item = Indexed<'_>> {
        self.text.lines().filter_map(Indexed::parse)
    }

    /// The last entry.
    fn last(&self) -> Option<Indexed<'_>> {
        self.text.lines().next_back().and_then(Indexed::parse)
    }

    /// All runs, in their order.
    pub(super) fn runs(&self) -> impl DoubleEndedIterator<Item = Ran<'_>> {
        self.entries().filter_map(|entry| match entry.what {
            What::Run(ran) => Some(ran),
            _ => None,
        })
    }

    /// All logged events, in their order.
    pub(super) fn logged(&self) -> impl DoubleEndedIterator<Item = Logged<'_>> {
        self.entries().flat_map(|entry| match entry.what {
            What::Log(rows) => rows,
            _ => Vec::new(),
        })
    }

    /// How many trials there were.
    pub(super) fn trials(&self) -> usize {
        self.runs().next_back().map_or(0, |ran| ran.trials)
    }

    /// The number of a trial that was run before.
    pub(super) fn number(&self, trial: &str) -> Option<usize> {
        let at = memchr::memmem::find(self.text.as_bytes(), trial.as_bytes())?;
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let here = self.text[start..].lines().filter_map(Indexed::parse);
        let mut runs = here.filter_map(|entry| match entry.what {
            What::Run(ran) => Some(ran),
            _ => None,
        });
        runs.find(|ran| ran.trial == trial).map(|ran| ran.number)
    }

    /// How many lines are no entries.
    pub(super) fn damaged(&self) -> usize {
        memchr::memmem::find_iter(self.text.as_bytes(), "\tdamaged\n").count()
    }

    /// How much of the journal it covers.
    pub(super) fn covers(&self) -> u64 {
        self.last().map_or(0, |last| last.offset + last.length)
    }
}

impl<'a> Indexed<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (offset, length) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        let what = match cells.next()? {
            "damaged" => What::Damaged,
            "run" => What::Run(Ran {
                number: cells.next()?.parse().ok()?,
                trials: cells.next()?.parse().ok()?,
                trial: cells.next()?,
                strategy: cells.next()?,
                script: cells.next()?,
                commit: cells.next()?,
                config: cells.next()?,
                what_if: cells.next()? == "1",
                failed: cells.next()? == "1",
            }),
            "log" => {
                let mut rows = Vec::new();
                while let Some(event) = cells.next() {
                    rows.push(Logged {
                        event: Event::parse(event)?,
                        strategy: cells.next()?,
                        commit: cells.next()?,
                        script: Some(cells.next()?).filter(|script| *script != "-"),
                    });
                }
                What::Log(rows)
            }
            _ => return None,
        };
        Some(Self { offset, length, what })
    }

    /// How many trials there were with it, where it is a run.
    fn trials(&self) -> usize {
        match &self.what {
            What::Run(ran) => ran.trials,
            _ => 0,
        }
    }
}

impl What<'_> {
    /// Whether the line is an entry.
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self, Self::Damaged)
    }

    /// Whether it is that run, wherever it stands.
    pub(super) fn is_run(&self, other: &Ran<'_>) -> bool {
        matches!(self, Self::Run(ran) if Ran { trials: other.trials, ..*ran } == *other)
    }

    /// Whether events were logged.
    pub(super) fn is_log(&self) -> bool {
        matches!(self, Self::Log(_))
    }
}
