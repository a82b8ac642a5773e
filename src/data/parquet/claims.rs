//! What a parquet file says of itself, held against how long it is: the reader takes memory for whatever is
//! claimed, and a process that gets none is ended.

use super::thrift::{Thrift, Value};

/// How much smaller compression makes anything…
const MOST_COMPRESSED: u64 = 256;

/// … but rows that repeat each other may become small. Bytes.
const NO_MATTER: u64 = 16 << 20;

/// The longest footer, bytes. Candles need some thousands.
const LONGEST_FOOTER: usize = 1 << 20;

/// The most columns.
const MOST_COLUMNS: usize = 200;

/// Looks at the footer of a file, before the reader does.
pub(super) fn footer(bytes: &[u8]) -> Result<(), String> {
    let Some((rest, [size @ .., b'P', b'A', b'R', b'1'])) = bytes.split_last_chunk::<8>() else {
        return Err("it is no parquet file, or cut off".into());
    };
    let size = u32::from_le_bytes([size[0], size[1], size[2], size[3]]) as usize;
    if size > LONGEST_FOOTER {
        return Err(format!("its footer is longer than {LONGEST_FOOTER} bytes"));
    }
    let start = rest.len().checked_sub(size).ok_or_else(damaged)?;
    let mut columns = 0;
    let read = Thrift::new(&rest[start..]).structure(&mut |way, value| {
        if let (&[2], Value::List(length)) = (way, value) {
            columns = length;
        }
    });
    read.ok_or_else(damaged)?;
    if columns > MOST_COLUMNS {
        return Err(format!("it has more than {MOST_COLUMNS} columns"));
    }
    Ok(())
}

/// Whether so many rows fit into a file, in some columns of eight bytes.
pub(super) fn rows(rows: usize, columns: usize, bytes: &[u8]) -> Result<(), String> {
    let size = (rows as u64).saturating_mul(8).saturating_mul(columns as u64);
    if size > most(bytes.len() as u64) {
        return Err(format!("it claims {rows} rows in {} bytes", bytes.len()));
    }
    Ok(())
}

/// Looks at the pages of a part of a column that has so many rows.
pub(super) fn pages(part: &[u8], rows: usize) -> Result<(), String> {
    let (mut rest, mut seen) = (part, 0);
    while seen < rows {
        let page = Page::read(&mut rest).ok_or_else(damaged)?;
        let (packed, _) =
            whole(page.packed).and_then(|size| rest.split_at_checked(size)).ok_or_else(damaged)?;
        let unpacked = whole(page.unpacked).ok_or_else(damaged)?;
        let (values, levels) = (whole(page.values), whole(page.levels));
        let (values, levels) = values.zip(levels).ok_or_else(damaged)?;
        let fits = unpacked as u64 <= most(packed.len() as u64) && levels <= packed.len();
        // Values of a dictionary stand one behind the other.
        let is_dictionary = page.kind == Some(DICTIONARY);
        let is_full = if is_dictionary { values <= unpacked } else { values <= rows - seen };
        if !fits || !is_full {
            return Err(damaged());
        }
        rest = &rest[packed.len()..];
        if !is_dictionary {
            seen += values;
            if values == 0 && packed.is_empty() {
                return Err(damaged());
            }
        }
    }
    Ok(())
}

fn most(bytes: u64) -> u64 {
    MOST_COMPRESSED.saturating_mul(bytes).saturating_add(NO_MATTER)
}

fn damaged() -> String {
    "it is damaged (its parts do not fit together)".into()
}

fn whole(number: Option<i64>) -> Option<usize> {
    usize::try_from(number?).ok()
}

/// The kind of a page that holds a dictionary.
const DICTIONARY: i64 = 2;

/// What the head of a page claims.
#[derive(Default)]
struct Page {
    kind: Option<i64>,
    unpacked: Option<i64>,
    packed: Option<i64>,
    values: Option<i64>,
    /// Bytes of what says which values are there.
    levels: Option<i64>,
}

impl Page {
    /// Reads it, and goes on behind it.
    fn read(rest: &mut &[u8]) -> Option<Self> {
        let mut page = Self { levels: Some(0), ..Self::default() };
        let mut negative = false;
        let mut thrift = Thrift::new(rest);
        thrift.structure(&mut |way, value| {
            let Value::Number(number) = value else { return };
            let place = match way {
                [1] => &mut page.kind,
                [2] => &mut page.unpacked,
                [3] => &mut page.packed,
                [5 | 7 | 8, 1] => &mut page.values,
                [8, 5] => {
                    page.levels = page.levels.and_then(|levels| levels.checked_add(number));
                    negative |= number < 0;
                    return;
                }
                // There are no lists in candles: nothing is repeated.
                [8, 6] => {
                    negative |= number != 0;
                    return;
                }
                [8, 2 | 3] => {
                    negative |= number < 0;
                    return;
                }
                _ => return,
            };
            *place = Some(number);
        })?;
        *rest = thrift.rest();
        (!negative).then_some(page)
    }
}
