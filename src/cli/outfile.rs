//! Files that are written where the user says; `-` is stdout.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::error::{CommandError, USAGE};
use crate::data::whole::write_soon;

/// Whether what is written goes to stdout.
pub(super) fn is_stdout(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// A file of another kind is not written over: its name is a slip, or worse.
pub(super) fn check_is_free(file: &Path, kinds: &[&str]) -> Result<(), CommandError> {
    let is_one = |end: &str| kinds.iter().any(|kind| end.eq_ignore_ascii_case(kind));
    let is_of_kind = file.extension().and_then(|end| end.to_str()).is_some_and(is_one);
    let is_free = is_of_kind && !file.is_dir() || file.symlink_metadata().is_err();
    if is_free || is_stdout(file) {
        return Ok(());
    }
    let kind = kinds[0];
    Err(CommandError {
        message: format!("{} is there already, and is no `.{kind}`", file.display()),
        help: format!("name a new file, or one that ends in `.{kind}`"),
        code: USAGE,
    })
}

/// Writes a file whole, with the folder that it lies in.
pub(super) fn write(file: &Path, shown: &str, bytes: &[u8]) -> Result<(), CommandError> {
    if is_stdout(file) {
        // A reader that has gone away is no error.
        let _ = io::stdout().write_all(bytes);
        return Ok(());
    }
    let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| write_soon(file, bytes));
    written.map_err(|error| CommandError::not_written(shown, &error))
}
