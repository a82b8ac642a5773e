//! `init`: a workspace from the files that the program carries.

use std::path::{Path, PathBuf};

use super::args::{Args, Init};
use super::error::CommandError;
use super::ui::Ui;
use crate::report;
use crate::research::{Books, is_versioned, make_repository};
use crate::templates::{self, Written};

pub(super) fn init(args: &Args, command: &Init, ui: &mut Ui) -> Result<u8, CommandError> {
    let folder = &folder_of(args, &command.folder);
    let (files, commit) = in_repository(folder, || templates::write(folder, templates::CONFIG))?;
    if ui.is_json() {
        let directory = folder.display().to_string();
        Ui::document(&report::initialised_json(&directory, &files, commit.as_deref()));
    }
    ui.result(&report::initialised(&files, commit.as_deref()));
    if commit.is_none() && files.iter().any(|file| file.written) {
        ui.note("commit the new files, so that `commit:` in a block says what was run");
    }
    ui.note("next: `autoquant prepare` fetches the candles; then tell your agent: read program.md and begin");
    Ok(0)
}

/// The folder of a new workspace: seen from the one that `-C` names, as git does it.
pub(super) fn folder_of(args: &Args, directory: &Path) -> PathBuf {
    match &args.directory {
        Some(from) => from.join(directory).components().collect(),
        None => directory.to_owned(),
    }
}

/// Writes files, and makes a repository with them where none around the folder keeps them. A folder that
/// can have none is told of before anything is written.
pub(super) fn in_repository<E: Into<CommandError>>(
    folder: &Path,
    write: impl FnOnce() -> Result<Vec<Written>, E>,
) -> Result<(Vec<Written>, Option<String>), CommandError> {
    let (is_versioned, is_new) = (is_versioned(folder)?, !folder.join("config.json").exists());
    let files = write().map_err(Into::into)?;
    if is_versioned && is_new {
        Books::begin(folder)?;
    }
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let commit = if is_versioned { None } else { Some(make_repository(folder, &paths)?) };
    Ok((files, commit))
}
