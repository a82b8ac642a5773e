//! Candles in FreqTrade's layout: a folder of feather files, and `markets.json` beside them.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
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

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How the folder is called in messages.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The files of candles, by pair and timeframe. What else lies there is left out. No folder is no files.
    pub fn files(&self) -> Result<Vec<CandleFile>, DataError> {
        let unreadable = |error: std::io::Error| DataError::Folder {
            path: self.shown.clone(),
            problem: error.to_string(),
        };
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(unreadable)?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let Some((pair, timeframe)) = name.and_then(named) else { continue };
            let Ok(data) = fs::metadata(&path) else { continue };
            let name = name.unwrap_or_default().to_owned();
            files.push(CandleFile { pair, timeframe, name, bytes: data.len() });
        }
        files.sort_by(|a, b| (&a.pair, a.timeframe.ms()).cmp(&(&b.pair, b.timeframe.ms())));
        Ok(files)
    }

    /// The candles of one of those files, as they are; what is wrong with the file, in words.
    pub fn read(&self, file: &CandleFile) -> Result<Candles, String> {
        let opened = File::open(self.folder.join(&file.name)).map_err(|error| error.to_string())?;
        candles_of(opened)
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

/// A file of candles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandleFile {
    /// The pair.
    pub pair: Pair,
    /// The timeframe.
    pub timeframe: Timeframe,
    /// The file's name in its folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// What the name of a file says: `BTC_USDT-1h.feather`.
fn named(file: &str) -> Option<(Pair, Timeframe)> {
    let (pair, timeframe) = file.strip_suffix(".feather")?.rsplit_once('-')?;
    // What is a sign in a pair's name is `_` in a file's: the last one stands for the slash.
    let (base, quote) = pair.rsplit_once('_')?;
    let pair = Pair::parse(&format!("{base}/{quote}")).ok()?;
    let timeframe = Timeframe::parse(&timeframe.replace("Mo", "M")).ok()?;
    (Store::file_name(&pair, timeframe) == file).then_some((pair, timeframe))
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
