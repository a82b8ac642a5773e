//! What the candles of a folder were when they were fetched or accepted: `manifest.json` beside them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::DataError;
use super::content::hash_with_dates;
use super::spans::Spans;
use super::store::{CandleFile, Store};
use super::survey::{Survey, count};
use super::whole::write_whole;
use crate::model::candles::Candles;
use crate::workers::{largest_first, on_workers};

/// The file, in the folder of candles.
pub const MANIFEST: &str = "manifest.json";

/// The version of its form.
const SCHEMA: u32 = 1;

/// What is known of the files of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    pub schema: u32,
    /// The files, by name.
    pub files: BTreeMap<String, Accepted>,
}

/// What a file was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// What it held.
    #[serde(flatten)]
    pub content: Content,
    /// How it looked from outside: while it does, it need not be read to know that it is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Stamp>,
    /// The stretches of time, epoch milliseconds, the ends not included, that were fetched or in which nothing
    /// is missing: what has no candle there the exchange does not have.
    #[serde(default, skip_serializing_if = "Spans::is_empty")]
    pub fetched: Spans,
    /// What it is about to hold, while it is being replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Content>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// 128 bits, in hexadecimal, of a hash of dates and values.
    pub hash: String,
    /// How many candles there are.
    pub rows: usize,
}

impl Content {
    /// Of some candles.
    pub fn of(candles: &Candles) -> Self {
        Self { hash: hash_with_dates(candles).to_hex()[..32].to_owned(), rows: candles.len() }
    }
}

/// How a file looks from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its size.
    pub bytes: u64,
    /// When it was changed, nanoseconds since the epoch.
    pub modified: u64,
}

impl Stamp {
    /// Of a file; `None` where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let data = fs::metadata(path).ok()?;
        let modified = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { bytes: data.len(), modified: u64::try_from(modified.as_nanos()).ok()? })
    }
}

impl Accepted {
    /// How a file differs from what it was, in words; `None` where it does not.
    pub fn difference(&self, now: &Content) -> Option<String> {
        if *now == self.content || self.next.as_ref() == Some(now) {
            return None;
        }
        let (rows, was) = (now.rows, self.content.rows);
        let rows = match rows.cmp(&was) {
            std::cmp::Ordering::Equal => "as many rows, with other values".to_owned(),
            std::cmp::Ordering::Less => format!("{} less", count(was - rows, "row")),
            std::cmp::Ordering::Greater => format!("{} more", count(rows - was, "row")),
        };
        Some(format!("it is not the file that {MANIFEST} knows: {rows}"))
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self { schema: SCHEMA, files: BTreeMap::new() }
    }
}

impl Manifest {
    /// Reads it; `None` where there is none.
    pub fn read(store: &Store) -> Result<Option<Self>, DataError> {
        let path = format!("{}/{MANIFEST}", store.shown());
        let wrong = |problem: String| DataError::Manifest { path: path.clone(), problem };
        let text = match std::fs::read_to_string(store.folder().join(MANIFEST)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            text => text.map_err(|error| wrong(error.to_string()))?,
        };
        let manifest: Self =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if manifest.schema == SCHEMA {
            return Ok(Some(manifest));
        }
        Err(wrong(format!("it has the form {}, and this program knows {SCHEMA}", manifest.schema)))
    }

    /// Takes files as they are; those that cannot be read stay out.
    pub fn accept(&mut self, store: &Store, surveys: &[Survey]) {
        for survey in surveys {
            let Some(hash) = survey.hash.clone() else { continue };
            let content = Content { hash, rows: survey.rows };
            let known = self.files.get(&survey.file).filter(|known| known.content == content);
            let fetched = known.map(|known| known.fetched.clone()).unwrap_or_default();
            self.accept_as(store, &survey.file, content, fetched);
        }
    }

    /// Takes a file with a content that is known.
    pub fn accept_as(&mut self, store: &Store, file: &str, content: Content, fetched: Spans) {
        let stamp = Stamp::of(&store.folder().join(file));
        self.files.insert(file.to_owned(), Accepted { content, stamp, fetched, next: None });
    }

    /// Writes it down.
    pub fn write(&self, store: &Store) -> Result<(), DataError> {
        let text = serde_json::to_string_pretty(self).expect("plain data is written as JSON");
        let path = store.folder().join(MANIFEST);
        write_whole(&path, format!("{text}\n").as_bytes()).map_err(|error| DataError::NotWritten {
            path: format!("{}/{MANIFEST}", store.shown()),
            problem: error.to_string(),
        })
    }

    /// How a file differs from what it was, in words; `None` where it does not, or nothing is known of it.
    pub fn difference(&self, survey: &Survey) -> Option<String> {
        let content = Content { hash: survey.hash.clone()?, rows: survey.rows };
        self.files.get(&survey.file)?.difference(&content)
    }

    /// The files that are not what they were, and how they differ. Only those are read that look different
    /// from outside; those that cannot be read are told by whoever needs them.
    pub fn changed(&self, store: &Store, files: Vec<CandleFile>) -> Vec<(CandleFile, String)> {
        let looks_different = |file: &CandleFile| {
            let known = self.files.get(&file.name);
            known.is_some_and(|known| known.stamp != Stamp::of(&store.folder().join(&file.name)))
        };
        let files: Vec<CandleFile> = files.into_iter().filter(looks_different).collect();
        if files.is_empty() {
            return Vec::new();
        }
        let size = |file: &CandleFile| usize::try_from(file.bytes).unwrap_or(usize::MAX);
        let changed = |file: CandleFile| {
            let content = Content::of(&store.read(&file).ok()?);
            let problem = self.files.get(&file.name)?.difference(&content)?;
            Some((file, problem))
        };
        on_workers(|| largest_first(files, size, changed)).into_iter().flatten().collect()
    }
}
