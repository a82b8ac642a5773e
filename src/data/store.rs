//! Candles in FreqTrade's layout: a folder of feather files, and `markets.json` beside them.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::examine::{far_off, impossible, rateless};
use super::feather::table_of;
use super::whole::write_whole;
use super::{CandleSource, DataError};
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;
use crate::model::market::Markets;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// The folder of what belongs to futures, below the others.
const FUTURES: &str = "futures";

/// The exchange's rules, beside the candles.
pub const MARKETS: &str = "markets.json";

/// A folder of candles. Whoever asks for a file reads it: [`super::frames::Frames`] keeps what was read.
#[derive(Clone, Debug)]
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

    /// The file of some candles, below the folder: `futures/BTC_USDT_USDT-1h-mark.feather`.
    pub fn file_name(key: &CandleKey) -> String {
        let (pair, timeframe) = (key.pair.file_stem(), key.timeframe.file_stem());
        match key.candle_type {
            CandleType::Spot => format!("{pair}-{timeframe}.feather"),
            other => format!("{FUTURES}/{pair}-{timeframe}-{other}.feather"),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder and the one of futures below it.
    pub(super) fn folders(&self) -> [PathBuf; 2] {
        [self.folder.clone(), self.folder.join(FUTURES)]
    }

    /// How the folder is called in messages.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The files of candles, by pair, timeframe and kind. What else lies there is left out. No folder is no
    /// files.
    pub fn files(&self) -> Result<Vec<CandleFile>, DataError> {
        let mut files = Vec::new();
        for below in ["", FUTURES] {
            self.add_files(below, &mut files).map_err(|error| DataError::Folder {
                path: Path::new(&self.shown).join(below).display().to_string(),
                problem: error.to_string(),
            })?;
        }
        let order = |file: &CandleFile| (file.pair.clone(), file.timeframe.ms(), file.candle_type);
        files.sort_by_key(order);
        Ok(files)
    }

    fn add_files(&self, below: &str, files: &mut Vec<CandleFile>) -> std::io::Result<()> {
        let entries = match fs::read_dir(self.folder.join(below)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let name = if below.is_empty() { name } else { format!("{below}/{name}") };
            let Some(key) = named(&name) else { continue };
            let Ok(data) = fs::metadata(entry.path()) else { continue };
            let CandleKey { pair, timeframe, candle_type } = key;
            files.push(CandleFile { pair, timeframe, candle_type, name, bytes: data.len() });
        }
        Ok(())
    }

    /// The candles of one of those files, as they are; what is wrong with the file, in words.
    pub fn read(&self, file: &CandleFile) -> Result<Candles, String> {
        let opened = File::open(self.folder.join(&file.name)).map_err(|error| error.to_string())?;
        table_of(opened, file.candle_type)
    }

    /// Writes `markets.json`.
    pub fn write_markets(&self, markets: &Markets) -> Result<(), DataError> {
        let text = serde_json::to_string_pretty(markets).expect("plain data is written as JSON");
        let path = self.folder.join(MARKETS);
        write_whole(&path, format!("{text}\n").as_bytes()).map_err(|error| DataError::NotWritten {
            path: format!("{}/{MARKETS}", self.shown),
            problem: error.to_string(),
        })
    }

    /// Reads `markets.json`; `None` when there is none.
    pub fn markets(&self) -> Result<Option<Markets>, DataError> {
        let path = self.folder.join(MARKETS);
        let wrong = |problem: String| DataError::Markets {
            path: format!("{}/{MARKETS}", self.shown),
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
    /// What its rows are.
    pub candle_type: CandleType,
    /// The file's name, below the folder of candles.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

impl CandleFile {
    /// Which candles it holds.
    pub fn key(&self) -> CandleKey {
        let (timeframe, candle_type) = (self.timeframe, self.candle_type);
        CandleKey { pair: self.pair.clone(), timeframe, candle_type }
    }
}

/// What the name of a file says: `BTC_USDT-1h.feather`, `futures/BTC_USDT_USDT-1h-mark.feather`.
fn named(file: &str) -> Option<CandleKey> {
    let (pair, timeframe, candle_type) = stem_parts(file.strip_suffix(".feather")?)?;
    let key = CandleKey { pair, timeframe, candle_type };
    (Store::file_name(&key) == file).then_some(key)
}

/// What the name of a file says without its end, as FreqTrade writes it.
pub fn stem_parts(stem: &str) -> Option<(Pair, Timeframe, CandleType)> {
    let (stem, candle_type) = match stem.strip_prefix("futures/") {
        None => (stem, CandleType::Spot),
        Some(stem) => {
            let (stem, candle_type) = stem.rsplit_once('-')?;
            (stem, CandleType::parse(candle_type)?)
        }
    };
    let (pair, timeframe) = stem.rsplit_once('-')?;
    let timeframe = Timeframe::parse(&timeframe.replace("Mo", "M")).ok()?;
    // What is a sign in a pair's name is `_` in a file's: the last ones stand for slash and colon.
    let (first, last) = pair.rsplit_once('_')?;
    let pair = match (candle_type, first.rsplit_once('_')) {
        (CandleType::Spot, _) | (_, None) => format!("{first}/{last}"),
        (_, Some((base, quote))) => format!("{base}/{quote}:{last}"),
    };
    Some((Pair::parse(&pair).ok()?, timeframe, candle_type))
}

impl CandleSource for Store {
    fn candles(&self, key: &CandleKey) -> Result<Arc<Candles>, DataError> {
        let name = Self::file_name(key);
        let shown = format!("{}/{name}", self.shown);
        let path = self.folder.join(name);
        if !path.is_file() {
            return Err(DataError::missing(key, shown));
        }
        let read = File::open(&path).map_err(|error| error.to_string());
        let read = read.and_then(|file| candles_that_can_be(file, key));
        read.map(Arc::new).map_err(|problem| DataError::Unreadable {
            pair: key.pair.to_string(),
            rows: key.rows(),
            path: shown,
            problem,
        })
    }
}

/// Reads the candles of a feather file that is open, or in memory, and refuses what cannot be.
pub fn candles_that_can_be(file: impl Read + Seek, key: &CandleKey) -> Result<Candles, String> {
    let candles = table_of(file, key.candle_type)?;
    let of_rows =
        if key.candle_type.has_grid() { impossible(&candles) } else { rateless(&candles) };
    match of_rows.or_else(|| far_off(&candles, key.timeframe)) {
        Some(problem) => Err(problem),
        None => Ok(candles),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_read_as_they_are_written() {
        let (hour, month) = (Timeframe::parse("1h").unwrap(), Timeframe::parse("1M").unwrap());
        for (pair, timeframe, candle_type, name) in [
            ("BTC/USDT", hour, CandleType::Spot, "BTC_USDT-1h.feather"),
            ("BTC/USDT", month, CandleType::Spot, "BTC_USDT-1Mo.feather"),
            ("BTC/USDT:USDT", hour, CandleType::Mark, "futures/BTC_USDT_USDT-1h-mark.feather"),
            (
                "BTC/USDT:USDT",
                hour,
                CandleType::FundingRate,
                "futures/BTC_USDT_USDT-1h-funding_rate.feather",
            ),
        ] {
            let key = CandleKey { pair: Pair::parse(pair).unwrap(), timeframe, candle_type };
            assert_eq!(Store::file_name(&key), name);
            assert_eq!(named(name), Some(key));
        }
        for name in [
            "BTC_USDT-1h.json",
            "BTC-1h.feather",
            "BTC_USDT-1x.feather",
            "BTC_USDT-1h-trades.feather",
            "futures/BTC_USDT_USDT-1h-index.feather",
            "futures/BTC_USDT_USDT-1h.feather",
        ] {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
