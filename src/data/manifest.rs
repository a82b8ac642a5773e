//! What the candles of a folder were when they were fetched or accepted: `manifest.json` beside them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::DataError;
use super::store::Store;
use super::survey::{Survey, count};
use super::whole::write_whole;

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
    /// 128 bits, in hexadecimal, of a hash of dates and values.
    pub hash: String,
    /// How many candles there were.
    pub rows: usize,
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
    pub fn accept(&mut self, surveys: &[Survey]) {
        for survey in surveys {
            let Some(hash) = survey.hash.clone() else { continue };
            self.files.insert(survey.file.clone(), Accepted { hash, rows: survey.rows });
        }
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
        let (was, hash) = (self.files.get(&survey.file)?, survey.hash.as_ref()?);
        if was.hash == *hash {
            return None;
        }
        let rows = match survey.rows.cmp(&was.rows) {
            std::cmp::Ordering::Equal => "as many rows, with other values".to_owned(),
            std::cmp::Ordering::Less => format!("{} less", count(was.rows - survey.rows, "row")),
            std::cmp::Ordering::Greater => format!("{} more", count(survey.rows - was.rows, "row")),
        };
        Some(format!("it is not the file that {MANIFEST} knows: {rows}"))
    }
}
