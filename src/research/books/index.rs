//! What the journal holds, in short: a line for each of its entries, so that a run reads no figures of ten
//! thousand others. It follows from the journal and is made anew where it does not fit.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::entry::{Entry, LogEntry, RunEntry};
use super::line::Line;
use crate::research::event::Event;

/// The file, beside the journal.
const INDEX: &str = "journal.index";

/// All entries, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    pub entries: Vec<Indexed>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Indexed {
    /// Where its line begins in the journal.
    pub offset: u64,
    /// The bytes of its line, with its end.
    pub length: u64,
    pub what: What,
}

/// What an entry tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A line that is no entry.
    Damaged,
    Run(Ran),
    Log(Vec<Logged>),
}

/// A run, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub number: usize,
    pub trial: String,
    pub strategy: String,
    pub script: String,
    pub commit: String,
    pub config: String,
    /// Whether it tried something without an edit.
    pub what_if: bool,
    pub failed: bool,
}

/// A logged event, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Logged {
    pub event: Event,
    pub strategy: String,
    pub commit: String,
    pub script: Option<String>,
}

impl Index {
    /// The stored index, where it ends with the journal's last line. `bytes` reads a part of the journal.
    pub(super) fn stored(
        folder: &Path,
        length: u64,
        bytes: impl Fn(u64, u64) -> Option<Vec<u8>>,
    ) -> Option<Self> {
        let text = fs::read_to_string(folder.join(INDEX)).ok()?;
        let entries = text.lines().map(Indexed::parse).collect::<Option<Vec<_>>>()?;
        let end = entries.last().map_or(0, |last| last.offset + last.length);
        let fits = match entries.last() {
            _ if end != length => false,
            None => true,
            Some(last) => {
                let line = bytes(last.offset, last.length)?;
                Indexed::of(last.offset, &line).as_ref() == Some(last)
            }
        };
        fits.then_some(Self { entries })
    }

    /// Reads a whole journal.
    pub(super) fn built(journal: &[u8]) -> Self {
        let mut offset = 0;
        let entry = |line: &[u8]| {
            let of = Indexed::of(offset, line);
            let entry =
                of.unwrap_or(Indexed { offset, length: line.len() as u64, what: What::Damaged });
            offset += line.len() as u64;
            entry
        };
        Self { entries: journal.split_inclusive(|byte| *byte == b'\n').map(entry).collect() }
    }

    /// Writes it down; where that fails the next command makes it anew.
    pub(super) fn store(&self, folder: &Path) {
        let text: String = self.entries.iter().map(Indexed::text).collect();
        let _ = fs::write(folder.join(INDEX), text);
    }

    /// Adds entries, here and in the file.
    pub(super) fn extend(&mut self, folder: &Path, entries: Vec<Indexed>) {
        let text: String = entries.iter().map(Indexed::text).collect();
        self.entries.extend(entries);
        let file = fs::OpenOptions::new().append(true).create(true).open(folder.join(INDEX));
        let _ = file.and_then(|mut file| file.write_all(text.as_bytes()));
    }

    /// All runs, in their order, with the place of their lines.
    pub(super) fn runs(&self) -> impl DoubleEndedIterator<Item = (&Indexed, &Ran)> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            What::Run(ran) => Some((entry, ran)),
            _ => None,
        })
    }

    /// All logged events, in their order.
    pub(super) fn logged(&self) -> impl DoubleEndedIterator<Item = &Logged> {
        self.entries.iter().flat_map(|entry| match &entry.what {
            What::Log(rows) => rows.as_slice(),
            _ => &[],
        })
    }
}

impl Indexed {
    /// Of a line of the journal with its end; `None` where it is no entry.
    pub(super) fn of(offset: u64, line: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
        Line::parse(text)?;
        let entry: Entry = serde_json::from_str(text).ok()?;
        Some(Self::new(offset, line.len(), &entry))
    }

    /// Of an entry whose line lies at a place.
    pub(super) fn new(offset: u64, length: usize, entry: &Entry) -> Self {
        let what = match entry {
            Entry::Run(run) => What::Run(Ran::of(run)),
            Entry::Log(log) => What::Log(Logged::of(log)),
        };
        Self { offset, length: length as u64, what }
    }

    fn text(&self) -> String {
        let Self { offset, length, what } = self;
        match what {
            What::Damaged => format!("{offset}\t{length}\tdamaged\n"),
            What::Run(ran) => {
                let Ran { number, trial, strategy, script, commit, config, .. } = ran;
                let (what_if, failed) = (u8::from(ran.what_if), u8::from(ran.failed));
                format!(
                    "{offset}\t{length}\trun\t{number}\t{trial}\t{strategy}\t{script}\t{commit}\t{config}\t\
                     {what_if}\t{failed}\n"
                )
            }
            What::Log(rows) => {
                let mut text = format!("{offset}\t{length}\tlog");
                for Logged { event, strategy, commit, script } in rows {
                    let script = script.as_deref().unwrap_or("-");
                    for cell in [event.name(), strategy, commit, script] {
                        text.push('\t');
                        text.push_str(cell);
                    }
                }
                text.push('\n');
                text
            }
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (offset, length) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        let kind = cells.next()?;
        let mut cell = || cells.next().map(str::to_owned);
        let what = match kind {
            "damaged" => What::Damaged,
            "run" => What::Run(Ran {
                number: cell()?.parse().ok()?,
                trial: cell()?,
                strategy: cell()?,
                script: cell()?,
                commit: cell()?,
                config: cell()?,
                what_if: cell()? == "1",
                failed: cell()? == "1",
            }),
            "log" => {
                let mut rows = Vec::new();
                while let Some(event) = cell() {
                    rows.push(Logged {
                        event: Event::parse(&event)?,
                        strategy: cell()?,
                        commit: cell()?,
                        script: cell().filter(|script| script != "-"),
                    });
                }
                What::Log(rows)
            }
            _ => return None,
        };
        Some(Self { offset, length, what })
    }
}

impl What {
    /// Whether the line is an entry.
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self, Self::Damaged)
    }

    /// Whether events were logged.
    pub(super) fn is_log(&self) -> bool {
        matches!(self, Self::Log(_))
    }
}

impl Ran {
    pub(super) fn of(run: &RunEntry) -> Self {
        Self {
            number: run.number,
            trial: run.trial.clone(),
            strategy: run.strategy.clone(),
            script: run.script.to_string(),
            commit: run.commit.clone(),
            config: run.config.to_string(),
            what_if: run.what_if.is_some(),
            failed: run.failed(),
        }
    }
}

impl Logged {
    fn of(log: &LogEntry) -> Vec<Self> {
        let row = |row: &super::entry::LoggedRow| Self {
            event: row.event,
            strategy: row.strategy.clone(),
            commit: row.commit.clone(),
            script: row.script.as_ref().map(ToString::to_string),
        };
        log.rows.iter().map(row).collect()
    }
}
