//! Writing files that nobody else may lose.

use std::fs;
use std::io;
use std::path::Path;

use crate::data::whole::write_whole;

/// A file of a new workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it is, below the workspace.
    pub path: String,
    /// Whether it was written; one that was there was kept.
    pub written: bool,
}

/// A workspace that could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A file is where a folder must be.
    #[error("{path} is a file, and a folder is needed there")]
    NotAFolder {
        /// The file.
        path: String,
    },
    /// Something could not be written.
    #[error("{path} cannot be written: {problem}")]
    NotWritten {
        /// The file or folder.
        path: String,
        /// Why.
        problem: String,
    },
}

impl TemplateError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::NotAFolder { .. } => "move the file away, or name another folder".into(),
            Self::NotWritten { .. } => "check the folder's permissions and the free space".into(),
        }
    }

    fn not_written(path: &Path, error: &io::Error) -> Self {
        Self::NotWritten { path: path.display().to_string(), problem: error.to_string() }
    }
}

/// Makes a folder and those around it, where they are not there yet.
pub fn make_folder(folder: &Path) -> Result<(), TemplateError> {
    fs::create_dir_all(folder).map_err(|error| {
        // "Not a directory" says nothing about which of them is none.
        let file = folder.ancestors().find(|path| path.symlink_metadata().is_ok());
        match file.filter(|path| !path.is_dir()) {
            Some(file) => TemplateError::NotAFolder { path: file.display().to_string() },
            None => TemplateError::not_written(folder, &error),
        }
    })
}

/// Writes a file, and says so; one that is there is kept, be it a link to nowhere.
pub fn keep_or_write(path: &Path, bytes: &[u8]) -> Result<bool, TemplateError> {
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    write_whole(path, bytes).map_err(|error| TemplateError::not_written(path, &error))?;
    Ok(true)
}
