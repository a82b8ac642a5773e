//! Tables of any columns as feather files, in memory.

use std::sync::Arc;

use polars_arrow::array::{Array, PrimitiveArray, Utf8Array};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field, TimeUnit as Unit};
use polars_arrow::io::ipc::write::{Compression, FileWriter, WriteOptions};
use polars_arrow::record_batch::RecordBatch;

/// The rows of a batch, as many as pandas writes.
pub(super) const BATCH: usize = 1 << 16;

/// The cells of a column.
#[derive(Clone, Copy, Debug)]
pub enum Cells<'a> {
    /// Points in time, epoch milliseconds (UTC).
    Dates(&'a [i64]),
    /// Numbers.
    Numbers(&'a [f64]),
    /// Whole numbers.
    Integers(&'a [i64]),
    /// Words.
    Words(&'a [&'a str]),
}

impl Cells<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Dates(cells) | Self::Integers(cells) => cells.len(),
            Self::Numbers(cells) => cells.len(),
            Self::Words(cells) => cells.len(),
        }
    }

    fn kind(&self) -> ArrowDataType {
        match self {
            Self::Dates(_) => ArrowDataType::Timestamp(Unit::Millisecond, Some("UTC".into())),
            Self::Numbers(_) => ArrowDataType::Float64,
            Self::Integers(_) => ArrowDataType::Int64,
            Self::Words(_) => ArrowDataType::LargeUtf8,
        }
    }

    fn rows(&self, rows: std::ops::Range<usize>) -> Box<dyn Array> {
        match self {
            Self::Dates(cells) => {
                PrimitiveArray::<i64>::from_slice(&cells[rows]).to(self.kind()).boxed()
            }
            Self::Numbers(cells) => PrimitiveArray::<f64>::from_slice(&cells[rows]).boxed(),
            Self::Integers(cells) => PrimitiveArray::<i64>::from_slice(&cells[rows]).boxed(),
            Self::Words(cells) => Utf8Array::<i64>::from_slice(&cells[rows]).boxed(),
        }
    }
}

/// The bytes of a feather file (LZ4) with these columns, all of one length.
pub fn table(columns: &[(&str, Cells<'_>)]) -> Result<Vec<u8>, String> {
    let field = |(name, cells): &(&str, Cells<'_>)| Field::new((*name).into(), cells.kind(), true);
    let schema: Arc<ArrowSchema> =
        Arc::new(columns.iter().map(field).map(|field| (field.name.clone(), field)).collect());
    let options = WriteOptions { compression: Some(Compression::LZ4) };
    let mut file = FileWriter::try_new(Vec::new(), Arc::clone(&schema), None, options)
        .map_err(|error| error.to_string())?;
    let length = columns.first().map_or(0, |(_, cells)| cells.len());
    for start in (0..length.max(1)).step_by(BATCH) {
        let rows = start..(start + BATCH).min(length);
        let arrays = columns.iter().map(|(_, cells)| cells.rows(rows.clone())).collect();
        let batch = RecordBatch::try_new(rows.len(), Arc::clone(&schema), arrays);
        batch.and_then(|batch| file.write(&batch, None)).map_err(|error| error.to_string())?;
    }
    file.finish().map_err(|error| error.to_string())?;
    Ok(file.into_inner())
}
