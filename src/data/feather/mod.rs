//! Feather files: read batch by batch into columns of our own, written whole.

mod claims;
mod table;

pub use table::{Cells, table};

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use polars::prelude::{DataType, Float64Chunked, PlSmallStr, Series};
use polars_arrow::array::{Array, PrimitiveArray};
use polars_arrow::datatypes::{ArrowDataType, TimeUnit as Unit};
use polars_arrow::io::ipc::read::{FileMetadata, FileReader, read_file_metadata};
use polars_arrow::types::NativeType;

use super::DataError;
use super::whole::write_whole;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;

/// Reads the candles of one feather file.
pub fn read_candles(path: &Path) -> Result<Candles, String> {
    candles_of(File::open(path).map_err(|error| error.to_string())?)
}

/// Reads the candles of a feather file that is open, or in memory.
pub fn candles_of(file: impl Read + Seek) -> Result<Candles, String> {
    guarded(|| {
        let batches = Batches::open(file, &["date", "open", "high", "low", "close", "volume"])?;
        let rows = batches.rows;
        let mut date = Vec::with_capacity(rows);
        let mut columns = [(); 5].map(|()| Vec::new());
        for batch in batches {
            let mut arrays = batch?.into_iter();
            push_dates(&mut date, arrays.next())?;
            for ((name, column), array) in NUMBERS.iter().zip(&mut columns).zip(arrays) {
                push_numbers(column, array, rows, name)?;
            }
        }
        Ok(Candles::of_columns(date, columns))
    })
}

/// Reads a feather file of any kind. Funding rates stand in `open` then, and nothing in the other columns; an
/// older layout has them there in the file itself.
pub fn table_of(mut file: impl Read + Seek, candle_type: CandleType) -> Result<Candles, String> {
    if candle_type != CandleType::FundingRate {
        return candles_of(file);
    }
    guarded(|| {
        let names = column_names(&mut file)?;
        if !names.iter().any(|name| name == FUNDING_RATE) {
            return candles_of(file);
        }
        let batches = Batches::open(file, &["date", FUNDING_RATE])?;
        let rows = batches.rows;
        let (mut date, mut rate) = (Vec::with_capacity(rows), Vec::new());
        for batch in batches {
            let mut arrays = batch?.into_iter();
            push_dates(&mut date, arrays.next())?;
            if let Some(array) = arrays.next() {
                push_numbers(&mut rate, array, rows, FUNDING_RATE)?;
            }
        }
        Ok(Candles::of_rates(date, rate))
    })
}

/// The column of a file of funding rates beside `date`.
pub(super) const FUNDING_RATE: &str = "funding_rate";

/// The columns of candles that hold numbers, in their order.
pub(super) const NUMBERS: [&str; 5] = ["open", "high", "low", "close", "volume"];

/// Some columns of numbers of a feather file; empty cells are `NaN`.
pub fn read_columns(path: &Path, names: &[&str]) -> Result<Vec<Vec<f64>>, String> {
    guarded(|| {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let batches = Batches::open(file, names)?;
        let rows = batches.rows;
        let mut columns = vec![Vec::new(); names.len()];
        for batch in batches {
            for ((name, column), array) in names.iter().zip(&mut columns).zip(batch?) {
                push_numbers(column, array, rows, name)?;
            }
        }
        Ok(columns)
    })
}

/// A damaged file may make the reader panic; that is the file's fault, not the program's.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("it is damaged".into()))
}

/// Some columns of a file, in the order in which they were asked for, batch by batch.
struct Batches<R: Read + Seek> {
    reader: FileReader<R>,
    /// Where each column that was asked for stands among those that are read.
    places: Vec<usize>,
    /// Of all batches together.
    rows: usize,
}

/// The rows that a file claims to have, and what it says of itself.
fn head(file: &mut (impl Read + Seek)) -> Result<(usize, FileMetadata), String> {
    let length = file.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
    if length == 0 {
        return Err("it is empty".into());
    }
    let rows = claims::rows(file, length)?;
    file.rewind().map_err(|error| error.to_string())?;
    Ok((rows, read_file_metadata(file).map_err(|error| no_feather(&error))?))
}

fn column_names(file: &mut (impl Read + Seek)) -> Result<Vec<String>, String> {
    let (_, metadata) = head(file)?;
    Ok(metadata.schema.iter_names().map(ToString::to_string).collect())
}

impl<R: Read + Seek> Batches<R> {
    fn open(mut file: R, names: &[&str]) -> Result<Self, String> {
        let (rows, mut metadata) = head(&mut file)?;
        // Words are no numbers: they need not be read.
        metadata.dictionaries = None;
        let found: Option<Vec<usize>> =
            names.iter().map(|name| metadata.schema.index_of(name)).collect();
        let found =
            found.ok_or_else(|| format!("it lacks one of the columns {}", names.join(", ")))?;
        for (name, column) in names.iter().zip(&found) {
            let held = &metadata.schema.get_at_index(*column).expect("it was found there").1.dtype;
            let what = if *name == "date" { "times" } else { "numbers" };
            if !holds_numbers(held) {
                return Err(format!("its column `{name}` holds {held:?}, not {what}"));
            }
        }
        // The reader takes them in the order of the file.
        let mut read = found.clone();
        read.sort_unstable();
        read.dedup();
        let place = |column: &usize| read.partition_point(|known| known < column);
        let places = found.iter().map(place).collect();
        let reader = FileReader::new(file, metadata, Some(read), None);
        Ok(Self { reader, places, rows })
    }
}

impl<R: Read + Seek> Iterator for Batches<R> {
    type Item = Result<Vec<Box<dyn Array>>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?;
        Some(batch.map_err(|error| no_feather(&error)).map(|batch| {
            let arrays = batch.into_arrays();
            self.places.iter().map(|place| arrays[*place].clone()).collect()
        }))
    }
}

/// Whether a column is of cells of one size. Others are not read: what they claim is not looked at.
pub(super) fn holds_numbers(kind: &ArrowDataType) -> bool {
    let is_plain = matches!(kind, ArrowDataType::Null | ArrowDataType::Boolean);
    // Decimals are numbers that are not built in.
    let is_number = kind.is_numeric() && !format!("{kind:?}").starts_with("Decimal");
    is_plain || is_number || matches!(kind, ArrowDataType::Timestamp(..))
}

fn no_feather(error: &impl std::fmt::Display) -> String {
    format!("it is no feather file, or cut off ({error})")
}

fn push_dates(dates: &mut Vec<i64>, array: Option<Box<dyn Array>>) -> Result<(), String> {
    let Some(array) = array else { return Ok(()) };
    let ArrowDataType::Timestamp(unit, _) = array.dtype() else {
        return Err(format!("its column `date` holds {}, not times", series(array)?.dtype()));
    };
    let ticks = array.as_any().downcast_ref::<PrimitiveArray<i64>>();
    let ticks = ticks.filter(|ticks| ticks.null_count() == 0);
    let ticks = ticks.ok_or("its column `date` has empty cells")?.values();
    match unit {
        Unit::Second => dates.extend(ticks.iter().map(|tick| tick.saturating_mul(1_000))),
        Unit::Millisecond => dates.extend_from_slice(ticks),
        Unit::Microsecond => dates.extend(ticks.iter().map(|tick| tick.div_euclid(1_000))),
        Unit::Nanosecond => dates.extend(ticks.iter().map(|tick| tick.div_euclid(1_000_000))),
    }
    Ok(())
}

/// Appends the numbers of a batch to a column that will have `rows` of them.
fn push_numbers(
    column: &mut Vec<f64>,
    array: Box<dyn Array>,
    rows: usize,
    name: &str,
) -> Result<(), String> {
    let plain = array.as_any().downcast_ref::<PrimitiveArray<f64>>();
    if let Some(plain) = plain.filter(|plain| plain.null_count() == 0) {
        let values = plain.values().clone();
        drop(array);
        if column.is_empty() && values.len() == rows {
            // The only batch: its memory is taken over.
            *column = values.to_vec();
        } else {
            column.reserve_exact(rows.saturating_sub(column.len()));
            column.extend_from_slice(&values);
        }
        return Ok(());
    }
    if let Some(whole) = small_numbers(&*array) {
        column.extend(whole);
        return Ok(());
    }
    let numbers = series(array)?
        .cast(&DataType::Float64)
        .map_err(|error| format!("its column `{name}` holds no numbers ({error})"))?;
    let numbers: &Float64Chunked = numbers.f64().map_err(|error| error.to_string())?;
    column.extend(numbers.iter().map(|value| value.unwrap_or(f64::NAN)));
    Ok(())
}

/// Whole numbers of one or two bytes, for which polars has no type here.
fn small_numbers(array: &dyn Array) -> Option<Vec<f64>> {
    fn of<T: NativeType + Into<f64>>(array: &dyn Array) -> Option<Vec<f64>> {
        let numbers = array.as_any().downcast_ref::<PrimitiveArray<T>>()?;
        Some(numbers.iter().map(|value| value.map_or(f64::NAN, |value| (*value).into())).collect())
    }
    of::<i16>(array)
        .or_else(|| of::<i8>(array))
        .or_else(|| of::<u8>(array))
        .or_else(|| of::<u16>(array))
}

fn series(array: Box<dyn Array>) -> Result<Series, String> {
    Series::try_from((PlSmallStr::EMPTY, array)).map_err(|error| error.to_string())
}

/// Writes candles as FreqTrade does (LZ4, dates in milliseconds, UTC). The file appears whole or not
/// at all.
pub fn write_candles(path: &Path, candles: &Candles) -> Result<(), DataError> {
    write_table(path, candles, CandleType::Spot)
}

/// Writes a file of any kind, as FreqTrade does.
pub fn write_table(
    path: &Path,
    candles: &Candles,
    candle_type: CandleType,
) -> Result<(), DataError> {
    let written = bytes(candles, candle_type)
        .and_then(|bytes| write_whole(path, &bytes).map_err(|error| error.to_string()));
    written.map_err(|problem| DataError::NotWritten { path: path.display().to_string(), problem })
}

fn bytes(candles: &Candles, candle_type: CandleType) -> Result<Vec<u8>, String> {
    let all = [&candles.open, &candles.high, &candles.low, &candles.close, &candles.volume];
    let columns: Vec<(&str, &[f64])> = if candle_type == CandleType::FundingRate {
        vec![(FUNDING_RATE, &candles.open)]
    } else {
        NUMBERS.into_iter().zip(all.map(|column| &**column)).collect()
    };
    let dates: Vec<i64> = candles.date.iter().collect();
    let numbers = columns.into_iter().map(|(name, column)| (name, Cells::Numbers(column)));
    let columns: Vec<(&str, Cells<'_>)> =
        std::iter::once(("date", Cells::Dates(&dates))).chain(numbers).collect();
    table(&columns)
}

#[cfg(test)]
mod tests {
    use super::table::BATCH;
    use super::*;
    use crate::model::candles::Candle;

    #[test]
    fn candles_come_back_as_they_were_written_their_times_with_a_zone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("A_USDT-1m.feather");
        for rows in [0, 1, 1_000, 2 * BATCH, 2 * BATCH + 1] {
            let mut candles = Candles::default();
            for row in 0..rows {
                let price = row as f64 * 0.37;
                candles.push(Candle {
                    date: row as i64 * 60_000,
                    open: price,
                    high: price + 1.0,
                    low: price - 1.0,
                    close: price + 0.5,
                    volume: price * 2.0,
                });
            }
            write_candles(&path, &candles).unwrap();
            assert_eq!(read_candles(&path).unwrap(), candles);
            let volumes = read_columns(&path, &["volume", "open"]).unwrap();
            assert_eq!((&*volumes[0], &*volumes[1]), (&*candles.volume, &*candles.open));
        }
        // FreqTrade refuses times without a zone.
        let schema = read_file_metadata(&mut File::open(&path).unwrap()).unwrap().schema;
        let zone = ArrowDataType::Timestamp(Unit::Millisecond, Some("UTC".into()));
        assert_eq!(schema.get("date").unwrap().dtype, zone);
    }

    #[test]
    fn funding_rates_are_read_in_both_layouts_and_written_in_the_newer_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("A_USDT_USDT-1h-funding_rate.feather");
        let rates = Candles::of_rates(vec![0, 28_800_000], vec![0.0001, -0.000_25]);
        let read = || table_of(File::open(&path).unwrap(), CandleType::FundingRate).unwrap();
        write_candles(&path, &rates).unwrap();
        assert_eq!(read(), rates);
        write_table(&path, &rates, CandleType::FundingRate).unwrap();
        assert_eq!(read(), rates);
        assert_eq!(column_names(&mut File::open(&path).unwrap()).unwrap(), ["date", FUNDING_RATE]);
    }
}
