//! Candles in FreqTrade's layout: a folder of feather files, and `markets.json` beside them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use polars::prelude::{
    Column, CompatLevel, DataFrame, DataType, Float64Chunked, IpcCompression, IpcReader, IpcWriter,
    NamedFrom, PolarsError, SerReader, SerWriter, Series, TimeUnit, TimeZone,
};

use super::examine::impossible;
use super::{CandleSource, DataError};
use crate::model::candles::Candles;
use crate::model::market::Markets;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// A folder of candles. Each file is read once, however many ask for it.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// How the folder is called in messages.
    shown: String,
    read: Mutex<BTreeMap<(String, Timeframe), Slot>>,
}

/// The content of a file, read by the first who asks.
type Slot = Arc<OnceLock<Result<Arc<Candles>, DataError>>>;

impl Store {
    /// The candles below a folder, which messages call `shown`.
    pub fn new(folder: impl Into<PathBuf>, shown: impl Into<String>) -> Self {
        Self { folder: folder.into(), shown: shown.into(), read: Mutex::default() }
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

    fn read(&self, pair: &Pair, timeframe: Timeframe) -> Result<Arc<Candles>, DataError> {
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
        // On a thread of its own: a worker of a thread pool that waits for polars' pool takes up other
        // work meanwhile, and that may ask for this same file.
        let read = std::thread::scope(|scope| {
            scope
                .spawn(|| read_candles(&path))
                .join()
                .unwrap_or_else(|_| Err("it is damaged".into()))
        });
        let read = read.and_then(|candles| match impossible(&candles) {
            Some(problem) => Err(problem),
            None => Ok(candles),
        });
        read.map(Arc::new).map_err(|problem| DataError::Unreadable {
            pair: pair.to_string(),
            timeframe: timeframe.to_string(),
            path: shown,
            problem,
        })
    }
}

impl CandleSource for Store {
    fn candles(&self, pair: &Pair, timeframe: Timeframe) -> Result<Arc<Candles>, DataError> {
        let slot = {
            let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(read.entry((pair.to_string(), timeframe)).or_default())
        };
        slot.get_or_init(|| self.read(pair, timeframe)).clone()
    }
}

/// Reads the candles of one feather file.
pub fn read_candles(path: &Path) -> Result<Candles, String> {
    let frame = read_frame(path, &["date", "open", "high", "low", "close", "volume"])?;
    let date = frame.column("date").map_err(|_| "it has no column `date`".to_owned())?;
    let date = date.as_materialized_series();
    let unit = match date.dtype() {
        DataType::Datetime(unit, _) => *unit,
        other => return Err(format!("its column `date` holds {other}, not times")),
    };
    let ticks = date.datetime().map_err(|error| error.to_string())?.physical();
    let date: Option<Vec<i64>> =
        ticks.iter().map(|tick| tick.map(|tick| to_milliseconds(tick, unit))).collect();
    let candles = Candles {
        date: date.ok_or("its column `date` has empty cells")?.into(),
        open: numbers(&frame, "open")?.into(),
        high: numbers(&frame, "high")?.into(),
        low: numbers(&frame, "low")?.into(),
        close: numbers(&frame, "close")?.into(),
        volume: numbers(&frame, "volume")?.into(),
    };
    Ok(candles)
}

/// Some columns of numbers of a feather file; empty cells are `NaN`.
pub fn read_columns(path: &Path, names: &[&str]) -> Result<Vec<Vec<f64>>, String> {
    let frame = read_frame(path, names)?;
    names.iter().map(|name| numbers(&frame, name)).collect()
}

fn read_frame(path: &Path, names: &[&str]) -> Result<DataFrame, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    if file.metadata().is_ok_and(|file| file.len() == 0) {
        return Err("it is empty".into());
    }
    let columns = names.iter().map(|name| (*name).to_owned()).collect();
    // A damaged file may make the reader panic; that is the file's fault, not the program's.
    let read =
        std::panic::catch_unwind(|| IpcReader::new(file).with_columns(Some(columns)).finish());
    match read {
        Ok(Ok(frame)) => Ok(frame),
        Ok(Err(PolarsError::ColumnNotFound(_))) => {
            Err(format!("it lacks one of the columns {}", names.join(", ")))
        }
        Ok(Err(error)) => Err(format!("it is no feather file, or cut off ({error})")),
        Err(_) => Err("it is damaged".into()),
    }
}

fn to_milliseconds(tick: i64, unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Nanoseconds => tick.div_euclid(1_000_000),
        TimeUnit::Microseconds => tick.div_euclid(1_000),
        TimeUnit::Milliseconds => tick,
    }
}

fn numbers(frame: &DataFrame, name: &str) -> Result<Vec<f64>, String> {
    let column = frame.column(name).map_err(|_| format!("it has no column `{name}`"))?;
    let numbers = column
        .as_materialized_series()
        .cast(&DataType::Float64)
        .map_err(|error| format!("its column `{name}` holds no numbers ({error})"))?;
    let numbers: &Float64Chunked = numbers.f64().map_err(|error| error.to_string())?;
    let mut values = Vec::with_capacity(numbers.len());
    for chunk in numbers.downcast_iter() {
        if numbers.null_count() == 0 {
            values.extend_from_slice(chunk.values());
        } else {
            values.extend(chunk.iter().map(|value| value.copied().unwrap_or(f64::NAN)));
        }
    }
    Ok(values)
}

/// Writes candles as FreqTrade does (LZ4, dates in milliseconds, UTC). The file appears whole or not
/// at all.
pub fn write_candles(path: &Path, candles: &Candles) -> Result<(), DataError> {
    let write = || -> Result<(), String> {
        let date = Series::new("date".into(), &*candles.date)
            .cast(&DataType::Datetime(TimeUnit::Milliseconds, Some(TimeZone::UTC)))
            .map_err(|error| error.to_string())?;
        let number = |name: &str, values: &[f64]| Column::from(Series::new(name.into(), values));
        let columns = vec![
            Column::from(date),
            number("open", &candles.open),
            number("high", &candles.high),
            number("low", &candles.low),
            number("close", &candles.close),
            number("volume", &candles.volume),
        ];
        let mut frame =
            DataFrame::new(candles.len(), columns).map_err(|error| error.to_string())?;
        let mut bytes = Vec::new();
        IpcWriter::new(&mut bytes)
            .with_compression(Some(IpcCompression::LZ4))
            .with_compat_level(CompatLevel::oldest())
            .finish(&mut frame)
            .map_err(|error| error.to_string())?;
        write_whole(path, &bytes).map_err(|error| error.to_string())
    };
    write().map_err(|problem| DataError::NotWritten { path: path.display().to_string(), problem })
}

/// Writes a file beside its place, then moves it there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let beside = path.with_file_name(name);
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}
