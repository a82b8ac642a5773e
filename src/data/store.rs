//! Candles in FreqTrade's layout: a folder of feather files, and `markets.json` beside them.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

use super::examine::{far_off, impossible};
use super::feather::candles_of;
use super::{CandleSource, DataError};
use crate::model::candles::Candles;
use crate::model::market::Markets;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// A folder of candles. Whoever asks for a file reads it: [`super::frames::Frames`] keeps what was read.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// How the folder is called in messages.
    shown: String,
}

impl Store {
    /// The candles below a folder, which messages call `shown`.
    pub fn new(folder: impl Into<PathBuf>, shown: impl Into<String>) -> Self {
        Self { folder: folder.into(), shown: shown.into() }
    }

    /// The name of the file of a pair's spot candles.
    pub fn file_name(pair: &Pair, timeframe: Timeframe) -> String {
        format!("{}-{}.feather", pair.file_stem(), timeframe.file_stem())
    }

    /// Reads `markets.json`; `None` when there is none.
    pub fn markets(&self) -> Result<Option<Markets>, DataError> {
        let path = self.folder.join("markets.json");
        let wrong = |problem: String| DataError::Markets {
            path: format!("{}/markets.json", self.shown),
            problem,
        };
        match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(wrong(error.to_string())),
            Ok(text) => {
                serde_json::from_str(&text).map(Some).map_err(|error| wrong(error.to_string()))
            }
        }
    }
}

impl CandleSource for Store {
    fn candles(&self, pair: &Pair, timeframe: Timeframe) -> Result<Arc<Candles>, DataError> {
        let name = Self::file_name(pair, timeframe);
        let shown = format!("{}/{name}", self.shown);
        let path = self.folder.join(name);
        if !path.is_file() {
            return Err(DataError::Missing {
                pair: pair.to_string(),
                timeframe: timeframe.to_string(),
                path: shown,
            });
        }
        let read = File::open(&path).map_err(|error| error.to_string());
        let read = read.and_then(|file| candles_that_can_be(file, timeframe));
        read.map(Arc::new).map_err(|problem| DataError::Unreadable {
            pair: pair.to_string(),
            timeframe: timeframe.to_string(),
            path: shown,
            problem,
        })
    }
}

/// Reads the candles of a feather file that is open, or in memory, and refuses what cannot be.
pub fn candles_that_can_be(
    file: impl Read + Seek,
    timeframe: Timeframe,
) -> Result<Candles, String> {
    let candles = candles_of(file)?;
    match impossible(&candles).or_else(|| far_off(&candles, timeframe)) {
        Some(problem) => Err(problem),
        None => Ok(candles),
    }
}
