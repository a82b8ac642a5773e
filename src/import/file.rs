//! One file of candles, whatever its form.

use std::fmt::Display;
use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::name::{Format, Symbol, file_name, key_of, symbol_of, why_not};
use super::sound::sound;
use super::spacing::timeframe_of;
use super::{Found, ImportError, csv, json};
use crate::data::examine::far_off;
use crate::data::merge::in_order;
use crate::data::{feather, parquet};
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// The most bytes of a file, unpacked.
const MOST: u64 = 1 << 30;

/// What is known of a file beside its name.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The pair.
    pub pair: Option<Pair>,
    /// The timeframe.
    pub timeframe: Option<Timeframe>,
}

/// Reads one file. What was asked for counts more than what the name says; of `pairs` one may be meant by an
/// exchange's symbol.
pub fn file(path: &Path, asked: &Asked, pairs: &[Pair]) -> Result<Found, ImportError> {
    let shown = path.display().to_string();
    if !path.exists() {
        return Err(ImportError::NotThere { path: shown });
    }
    if !path.is_file() {
        return Err(unusable(&shown, "it is no plain file".into()));
    }
    let name = file_name(path);
    if let Some(reason) = why_not(&name) {
        return Err(ImportError::Skipped { path: shown, reason: reason.to_owned() });
    }
    let Some((stem, format)) = Format::of(&name) else {
        return Err(ImportError::Kind { path: shown });
    };
    let bytes = contents(path, format).map_err(|problem| unusable(&shown, problem))?;
    Named { shown: &shown, stem, format }.read(bytes, asked, pairs)
}

/// Reads what a file of some name holds, unpacked.
pub fn bytes(
    name: &str,
    bytes: Vec<u8>,
    asked: &Asked,
    pairs: &[Pair],
) -> Result<Found, ImportError> {
    match Format::of(name) {
        Some((stem, format)) => Named { shown: name, stem, format }.read(bytes, asked, pairs),
        None => Err(ImportError::Kind { path: name.to_owned() }),
    }
}

/// A file by its name.
struct Named<'a> {
    shown: &'a str,
    stem: &'a str,
    format: Format,
}

impl Named<'_> {
    fn read(&self, bytes: Vec<u8>, asked: &Asked, pairs: &[Pair]) -> Result<Found, ImportError> {
        let path = || self.shown.to_owned();
        let of_name = key_of(self.stem, pairs);
        let symbol = match &of_name {
            Some(key) => Symbol { pair: Some(key.pair.clone()), timeframe: Some(key.timeframe) },
            None => symbol_of(self.stem, pairs),
        };
        let mut notes = Vec::new();
        notes.extend(contradiction(asked.pair.as_ref(), symbol.pair.as_ref()));
        notes.extend(contradiction(asked.timeframe.as_ref(), symbol.timeframe.as_ref()));
        let pair = asked.pair.clone().or(symbol.pair);
        let pair = pair.ok_or_else(|| ImportError::NoPair { path: path() })?;
        let timeframe = asked.timeframe.or(symbol.timeframe);
        let candle_type = match (of_name.map(|key| key.candle_type), pair.settle()) {
            (Some(own @ (CandleType::Mark | CandleType::FundingRate)), Some(_)) => own,
            (_, Some(_)) => CandleType::Futures,
            (Some(CandleType::Mark | CandleType::FundingRate), None) => {
                let reason = "its name says that it belongs to futures: name the pair, such as \
                              `--pair BTC/USDT:USDT`";
                return Err(ImportError::Skipped { path: path(), reason: reason.to_owned() });
            }
            (_, None) => CandleType::Spot,
        };
        let mut found = if self.format.is_table() && candle_type.has_grid() {
            let table = csv::read(&bytes, self.shown, timeframe, pair.base())?;
            let key = CandleKey { pair, timeframe: table.timeframe, candle_type };
            Found { key, candles: table.candles, notes: table.notes }
        } else {
            let raw = raw(bytes, self.format, candle_type);
            // Of days none are too far apart: what is told are dates that cannot be.
            let raw = raw.and_then(|raw| far_off(&raw, Timeframe::DAY).map_or(Ok(raw), Err));
            let raw = raw.map_err(|problem| unusable(self.shown, problem))?;
            let own = || timeframe_of(&in_order(&raw).date).filter(|_| candle_type.has_grid());
            let timeframe = timeframe.or_else(own);
            let timeframe = timeframe.ok_or_else(|| ImportError::NoTimeframe { path: path() })?;
            checked(&raw, self.shown, CandleKey { pair, timeframe, candle_type })?
        };
        notes.append(&mut found.notes);
        Ok(Found { notes, ..found })
    }
}

/// Reads a file whose name says all about it.
pub(super) fn read(
    path: &Path,
    shown: &str,
    format: Format,
    key: CandleKey,
) -> Result<Found, ImportError> {
    let raw = contents(path, format).and_then(|bytes| raw(bytes, format, key.candle_type));
    checked(&raw.map_err(|problem| unusable(shown, problem))?, shown, key)
}

/// The rows of a file, as they are.
fn raw(bytes: Vec<u8>, format: Format, candle_type: CandleType) -> Result<Candles, String> {
    match format {
        Format::Feather => feather::table_of(Cursor::new(bytes), candle_type),
        Format::Parquet => parquet::table_of(&bytes, candle_type),
        Format::JsonGz | Format::Json => json::table_of(&bytes, candle_type),
        Format::CsvGz | Format::Csv => Err("funding rates are not read from tables".into()),
    }
}

fn checked(raw: &Candles, shown: &str, key: CandleKey) -> Result<Found, ImportError> {
    let sound = sound(raw, &key);
    let (candles, notes) = sound.map_err(|problem| unusable(shown, problem))?;
    Ok(Found { key, candles, notes })
}

fn unusable(path: &str, problem: String) -> ImportError {
    ImportError::Unusable { path: path.to_owned(), problem }
}

/// That a name says something else.
fn contradiction<T: PartialEq + Display>(asked: Option<&T>, told: Option<&T>) -> Option<String> {
    let told = told.filter(|told| asked.is_some_and(|asked| asked != *told))?;
    Some(format!("its name says {told}"))
}

/// All of a file, unpacked.
fn contents(path: &Path, format: Format) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let is_packed = matches!(format, Format::JsonGz | Format::CsvGz);
    let mut bytes = Vec::new();
    let read = if is_packed {
        MultiGzDecoder::new(file).take(MOST).read_to_end(&mut bytes)
    } else {
        file.take(MOST).read_to_end(&mut bytes)
    };
    match read {
        Ok(size) if size as u64 == MOST => Err("it is longer than 1 GiB".into()),
        Ok(_) => Ok(bytes),
        Err(error) if is_packed => Err(format!("it cannot be unpacked ({error})")),
        Err(error) => Err(error.to_string()),
    }
}
