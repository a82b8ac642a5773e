//! The file of the event log: it only grows, whole lines at a time.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::research::ledger::{HEADER, Ledger, RESULTS};

/// Reads it; no file is no rows.
pub(super) fn read(root: &Path) -> io::Result<Ledger> {
    match fs::read(root.join(RESULTS)) {
        Ok(bytes) => Ok(Ledger::parse(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Ledger::default()),
        Err(error) => Err(error),
    }
}

/// Adds rows in one go. A line that was never ended is ended first, and stays as it is. A file that should
/// be there is not made.
pub(super) fn append(root: &Path, rows: &[&str], make: bool) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    let mut file = options.read(true).append(true).create(make).open(root.join(RESULTS))?;
    let length = file.metadata()?.len();
    let mut text = match length {
        0 => format!("{HEADER}\n"),
        _ if ends_a_line(root, length)? => String::new(),
        _ => "\n".to_owned(),
    };
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

fn ends_a_line(root: &Path, length: u64) -> io::Result<bool> {
    Ok(super::mirror::part(&root.join(RESULTS), length - 1, 1)? == b"\n")
}

/// Adds those rows, which belong behind `after` lines, that a crash kept from being written. Whether there
/// were any. Where somebody has changed the file since, it is left as it is.
pub(super) fn complete(root: &Path, after: usize, rows: &[&str], make: bool) -> io::Result<bool> {
    let bytes = match fs::read(root.join(RESULTS)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        read => read?,
    };
    // An empty file gets its header with the first rows.
    let first = after.max(1);
    let whole = memchr::memchr_iter(b'\n', &bytes).count();
    if whole >= first + rows.len() {
        return Ok(false);
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let written = whole.saturating_sub(first);
    let unfinished = lines.get(whole).copied().unwrap_or_default();
    let next = rows.get(written).copied().unwrap_or_default();
    if whole < first && !unfinished.is_empty() || !next.starts_with(unfinished) {
        // Another line than ours was never ended: rows are added behind it.
        let there: Vec<&str> = text.lines().collect();
        let missing: Vec<&str> = rows.iter().copied().filter(|row| !there.contains(row)).collect();
        if !missing.is_empty() {
            append(root, &missing, false)?;
        }
        return Ok(!missing.is_empty());
    }
    if !unfinished.is_empty() {
        let keep = bytes.len() - unfinished.len();
        let file = fs::OpenOptions::new().write(true).open(root.join(RESULTS))?;
        file.set_len(keep as u64)?;
    }
    append(root, &rows[written..], make)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [&str; 2] = ["aaa\tcreate\tOne\t1.0000\t-2.0000\ta", "aaa\tcreate\tTwo\t-\t-\tb"];

    #[test]
    fn rows_that_a_crash_cut_off_anywhere_are_completed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let file = root.join(RESULTS);
        let head = format!("{HEADER}\nold\tcreate\tZero\t1\t-1\t\n");
        let whole = format!("{head}{}\n{}\n", ROWS[0], ROWS[1]);
        for end in (head.len()..=whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            fs::write(&file, &whole[..end]).unwrap();
            assert_eq!(complete(root, 2, &ROWS, false).unwrap(), end < whole.len(), "{end}");
            assert_eq!(fs::read_to_string(&file).unwrap(), whole, "{end}");
        }
        fs::remove_file(&file).unwrap();
        assert!(complete(root, 0, &ROWS, true).unwrap());
        assert_eq!(read(root).unwrap().rows.len(), 2);
    }

    #[test]
    fn a_row_that_somebody_mended_is_not_written_twice() {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("{HEADER}\n{}\n{} better\n", ROWS[0], ROWS[1]);
        fs::write(folder.path().join(RESULTS), &text).unwrap();
        assert!(!complete(folder.path(), 1, &ROWS, true).unwrap());
        assert_eq!(fs::read_to_string(folder.path().join(RESULTS)).unwrap(), text);
    }

    #[test]
    fn a_line_that_was_never_ended_stays_and_rows_begin_behind_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(RESULTS);
        fs::write(&file, format!("{HEADER}\naaa\tcre")).unwrap();
        append(folder.path(), &ROWS, false).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(text, format!("{HEADER}\naaa\tcre\n{}\n{}\n", ROWS[0], ROWS[1]));
        let ledger = read(folder.path()).unwrap();
        assert_eq!((ledger.rows.len(), ledger.damaged[0].0), (2, 2));
    }
}
