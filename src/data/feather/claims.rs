//! What a feather file says of itself, held against how long it is: the reader takes memory for whatever
//! is claimed, and a process that gets none is ended.

use std::io::{Read, Seek, SeekFrom};

use polars_arrow::io::ipc::format::ipc::planus::{Error, ReadAsRoot as _};
use polars_arrow::io::ipc::format::ipc::{
    Block, FooterRef, KeyValueRef, MessageHeaderRef, MessageRef, RecordBatchRef, TypeRef,
};

/// How much smaller compression makes anything: LZ4 no more than this, and no candles come near it.
const MOST_COMPRESSED: u64 = 256;

/// The longest footer, bytes. Candles need one of a few thousand, and each 65,000 rows 24 more.
const LONGEST_FOOTER: u64 = 1 << 18;

/// How often the parts of a footer may be used again: writers share names, a hostile file shares all.
const MOST_SHARED: usize = 4;

/// The rows of a file that is `length` bytes long; an error where it claims more than it can hold. What
/// has no footer is left to the reader, which looks for that first.
pub(super) fn rows(file: &mut (impl Read + Seek), length: u64) -> Result<usize, String> {
    let Some(footer) = footer(file, length)? else { return Ok(0) };
    let size = footer.len();
    let footer = FooterRef::read_as_root(&footer).map_err(damaged)?;
    columns(footer, &mut Share(MOST_SHARED * size))?;
    let blocks = footer.record_batches().map_err(damaged)?.into_iter().flatten();
    let (mut rows, mut end) = (0_u64, 0);
    for block in blocks.map(Block::from) {
        let (batch, after) = rows_of_block(file, block, end, length)?;
        (rows, end) = (rows.saturating_add(batch), after);
        if rows.saturating_mul(8) > MOST_COMPRESSED.saturating_mul(length) {
            return Err(format!("it claims {rows} rows in {length} bytes"));
        }
    }
    usize::try_from(rows).map_err(|_| overrun())
}

fn damaged(error: Error) -> String {
    format!("it is damaged ({error})")
}

fn overrun() -> String {
    "it is damaged (its parts are longer than the file)".into()
}

fn footer(file: &mut (impl Read + Seek), length: u64) -> Result<Option<Vec<u8>>, String> {
    let Some(end) = length.checked_sub(10) else { return Ok(None) };
    let mut magic = [0; 6];
    read_at(file, end + 4, &mut magic)?;
    let size = number_at(file, end)?;
    let start = u64::try_from(size).ok().and_then(|size| end.checked_sub(size));
    let Some(start) = start.filter(|_| magic == *b"ARROW1") else { return Ok(None) };
    if end - start > LONGEST_FOOTER {
        return Err(format!("its footer is longer than {LONGEST_FOOTER} bytes"));
    }
    let mut footer = vec![0; (end - start) as usize];
    read_at(file, start, &mut footer)?;
    Ok(Some(footer))
}

/// What the parts of a footer may come to together.
struct Share(usize);

impl Share {
    fn take(&mut self, bytes: usize) -> Result<(), String> {
        self.0 = self.0.checked_sub(bytes).ok_or_else(overrun)?;
        Ok(())
    }

    fn take_pairs<'a>(
        &mut self,
        pairs: Option<impl IntoIterator<Item = Result<KeyValueRef<'a>, Error>>>,
    ) -> Result<(), String> {
        for pair in pairs.into_iter().flatten() {
            let pair = pair.map_err(damaged)?;
            for text in [pair.key(), pair.value()] {
                self.take(text.map_err(damaged)?.map_or(4, str::len))?;
            }
        }
        Ok(())
    }
}

/// Candles are plain columns. Nested ones could nest without end, and one that is used again by each of
/// many others grows to any size.
fn columns(footer: FooterRef<'_>, share: &mut Share) -> Result<(), String> {
    share.take_pairs(footer.custom_metadata().map_err(damaged)?)?;
    let Some(schema) = footer.schema().map_err(damaged)? else { return Ok(()) };
    share.take_pairs(schema.custom_metadata().map_err(damaged)?)?;
    for field in schema.fields().map_err(damaged)?.into_iter().flatten() {
        let field = field.map_err(damaged)?;
        let name = field.name().map_err(damaged)?.unwrap_or_default();
        let kind = field.type_().map_err(damaged)?;
        let children = field.children().map_err(damaged)?;
        // Of these the reader would not look at the children first, or panic.
        let is_odd = matches!(
            kind,
            Some(
                TypeRef::Union(_)
                    | TypeRef::RunEndEncoded(_)
                    | TypeRef::ListView(_)
                    | TypeRef::LargeListView(_)
            )
        );
        if is_odd || children.is_some_and(|all| !all.is_empty()) {
            return Err(format!("its column `{name}` is nested"));
        }
        let zone = match kind {
            Some(TypeRef::Timestamp(time)) => time.timezone().map_err(damaged)?,
            _ => None,
        };
        share.take(16 + name.len() + zone.map_or(0, str::len))?;
        share.take_pairs(field.custom_metadata().map_err(damaged)?)?;
    }
    Ok(())
}

/// The rows of a block that begins where the one before it ends, or later, and its own end.
fn rows_of_block(
    file: &mut (impl Read + Seek),
    block: Block,
    before: u64,
    length: u64,
) -> Result<(u64, u64), String> {
    let start = whole(block.offset)?;
    let body = start.checked_add(whole(block.meta_data_length.into())?).ok_or_else(overrun)?;
    let end = body.checked_add(whole(block.body_length)?).ok_or_else(overrun)?;
    if start < before || end > length {
        return Err(overrun());
    }
    // Files of early versions have no marker before the length.
    let (size, skipped) = match number_at(file, start)? {
        -1 => (number_at(file, start + 4)?, 8),
        size => (size, 4),
    };
    let size = whole(size.into())?;
    if start + skipped + size > body {
        return Err(overrun());
    }
    let mut message = vec![0; size as usize];
    read_at(file, start + skipped, &mut message)?;
    let header = MessageRef::read_as_root(&message).and_then(|message| message.header());
    match header.map_err(damaged)? {
        Some(MessageHeaderRef::RecordBatch(batch)) => {
            Ok((rows_of_batch(file, batch, body, end, length)?, end))
        }
        _ => Err("it is damaged (a block holds no rows)".into()),
    }
}

fn rows_of_batch(
    file: &mut (impl Read + Seek),
    batch: RecordBatchRef<'_>,
    body: u64,
    end: u64,
    length: u64,
) -> Result<u64, String> {
    let rows = whole(batch.length().map_err(damaged)?)?;
    let mut nodes = batch.nodes().map_err(damaged)?.into_iter().flatten();
    if nodes.any(|node| u64::try_from(node.length()) != Ok(rows)) {
        return Err("it is damaged (its columns have unequal lengths)".into());
    }
    let is_compressed = batch.compression().map_err(damaged)?.is_some();
    for buffer in batch.buffers().map_err(damaged)?.into_iter().flatten() {
        let size = whole(buffer.length())?;
        let start = body.checked_add(whole(buffer.offset())?).ok_or_else(overrun)?;
        if start.checked_add(size).is_none_or(|stop| stop > end) {
            return Err(overrun());
        }
        if is_compressed && size > 0 {
            let mut plain = [0; 8];
            if size < 8 {
                return Err(overrun());
            }
            read_at(file, start, &mut plain)?;
            // Minus one: it is not compressed after all.
            let plain = i64::from_le_bytes(plain).max(0) as u64;
            if plain > MOST_COMPRESSED.saturating_mul(length) {
                return Err(format!("it claims {plain} bytes in a column of {size}"));
            }
        }
    }
    Ok(rows)
}

fn whole(number: i64) -> Result<u64, String> {
    u64::try_from(number).map_err(|_| "it is damaged (a length is negative)".into())
}

fn number_at(file: &mut (impl Read + Seek), at: u64) -> Result<i32, String> {
    let mut bytes = [0; 4];
    read_at(file, at, &mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_at(file: &mut (impl Read + Seek), at: u64, bytes: &mut [u8]) -> Result<(), String> {
    let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(bytes));
    read.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::data::feather::{candles_of, write_candles};
    use crate::model::candles::{Candle, Candles};

    #[test]
    fn no_number_in_a_file_makes_the_reader_take_more_memory_than_there_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("A_USDT-1m.feather");
        let mut candles = Candles::default();
        for date in [0, 60_000, 120_000] {
            let (high, low) = (2.0, 1.0);
            candles.push(Candle { date, open: 1.5, high, low, close: 1.5, volume: 1.0 });
        }
        write_candles(&path, &candles).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let mut refused = 0;
        for at in (0..bytes.len() - 8).step_by(4) {
            for number in [-1, 0x7f00_0000, 1 << 40, 1 << 61, i64::MAX] {
                let mut changed = bytes.clone();
                changed[at..at + 8].copy_from_slice(&number.to_le_bytes());
                refused += usize::from(candles_of(Cursor::new(&changed)).is_err());
            }
        }
        assert!(refused > 1_000, "{refused} were refused");
        assert_eq!(candles_of(Cursor::new(&bytes)), Ok(candles));
    }
}
