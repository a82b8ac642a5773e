//! Parquet files, as FreqTrade and pandas write them: read whole, into columns of our own.

mod claims;
mod thrift;

use std::io::Cursor;

use polars::prelude::{
    DataFrame, DataType, Float64Chunked, ParallelStrategy, ParquetReader, SerReader as _, TimeUnit,
};

use super::feather::{FUNDING_RATE, NUMBERS, guarded, holds_numbers};
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;

/// Reads a file of any kind. Funding rates stand in `open` then, and nothing in the other columns.
pub fn table_of(bytes: &[u8], candle_type: CandleType) -> Result<Candles, String> {
    guarded(|| {
        claims::footer(bytes)?;
        let mut reader = ParquetReader::new(Cursor::new(bytes));
        let schema = reader.schema().map_err(|error| no_parquet(&error))?;
        let is_of_rates = candle_type == CandleType::FundingRate && schema.contains(FUNDING_RATE);
        let numbers: &[&str] = if is_of_rates { &[FUNDING_RATE] } else { &NUMBERS };
        let names: Vec<String> =
            ["date"].iter().chain(numbers).map(|name| (*name).to_owned()).collect();
        for name in &names {
            let field = schema
                .get(name)
                .ok_or_else(|| format!("it lacks one of the columns {}", names.join(", ")))?;
            if !holds_numbers(&field.dtype) {
                return Err(format!("its column `{name}` holds {:?}, not numbers", field.dtype));
            }
        }
        let metadata = reader.get_metadata().map_err(|error| no_parquet(&error))?;
        claims::rows(metadata.num_rows, names.len(), bytes)?;
        let mut rows = 0_usize;
        for group in &metadata.row_groups {
            rows = rows.saturating_add(group.num_rows());
            for part in
                names.iter().filter_map(|name| group.columns_under_root_iter(name)).flatten()
            {
                let range = part.byte_range();
                let range = range.start as usize..range.end as usize;
                let part =
                    bytes.get(range).ok_or("it is damaged (a column lies beyond its end)")?;
                claims::pages(part, group.num_rows())?;
            }
        }
        if rows != metadata.num_rows {
            return Err("it is damaged (its rows do not add up)".into());
        }
        // No second pool of threads, and a panic stays in this one.
        let reader = reader.with_columns(Some(names)).read_parallel(ParallelStrategy::None);
        let mut frame = reader.finish().map_err(|error| no_parquet(&error))?;
        frame.rechunk_mut();
        candles_of(&frame, numbers)
    })
}

fn no_parquet(error: &impl std::fmt::Display) -> String {
    format!("it is no parquet file, or cut off ({error})")
}

fn candles_of(frame: &DataFrame, numbers: &[&str]) -> Result<Candles, String> {
    let date = dates(frame)?;
    let mut columns = numbers.iter().map(|name| {
        let column = column(frame, name)?;
        if column.len() == date.len() { Ok(column) } else { Err("it is damaged".to_owned()) }
    });
    let mut next = || columns.next().expect("there is one for each name");
    if numbers.len() == 1 {
        let rates = next()?;
        return Ok(Candles::of_rates(date, rates));
    }
    let columns = [next()?, next()?, next()?, next()?, next()?];
    Ok(Candles::of_columns(date, columns))
}

fn dates(frame: &DataFrame) -> Result<Vec<i64>, String> {
    let column = frame.column("date").map_err(|error| error.to_string())?;
    let DataType::Datetime(unit, _) = column.dtype() else {
        return Err(format!("its column `date` holds {}, not times", column.dtype()));
    };
    let ticks_of_a_millisecond = match unit {
        TimeUnit::Milliseconds => 1,
        TimeUnit::Microseconds => 1_000,
        TimeUnit::Nanoseconds => 1_000_000,
    };
    let ticks = column.to_physical_repr();
    let ticks = ticks.i64().map_err(|error| error.to_string())?;
    if ticks.null_count() > 0 {
        return Err("its column `date` has empty cells".into());
    }
    Ok(ticks.into_no_null_iter().map(|tick| tick.div_euclid(ticks_of_a_millisecond)).collect())
}

/// The numbers of a column; empty cells are `NaN`.
fn column(frame: &DataFrame, name: &str) -> Result<Vec<f64>, String> {
    let column = frame.column(name).map_err(|error| error.to_string())?;
    let column = column
        .cast(&DataType::Float64)
        .map_err(|error| format!("its column `{name}` holds no numbers ({error})"))?;
    let numbers: &Float64Chunked = column.f64().map_err(|error| error.to_string())?;
    Ok(numbers.iter().map(|value| value.unwrap_or(f64::NAN)).collect())
}
