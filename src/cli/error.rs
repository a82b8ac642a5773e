//! Why a command did nothing: heading, mend, exit code.

use crate::data::DataError;
use crate::demo::DemoError;
use crate::import::ImportError;
use crate::research::{
    ArchiveError, BooksError, DeskError, LogError, RepositoryError, RestoreError, WorkspaceError,
};
use crate::templates::TemplateError;

/// Something failed: an ERROR block.
pub(super) const FAILED: u8 = 1;
/// Nothing was done: wrong usage.
pub(super) const USAGE: u8 = 2;
/// The workspace, the config or the data cannot be used.
pub(super) const UNUSABLE: u8 = 3;

/// A command that could not do its work.
#[derive(Debug)]
pub(super) struct CommandError {
    pub message: String,
    pub help: String,
    pub code: u8,
}

impl From<WorkspaceError> for CommandError {
    fn from(error: WorkspaceError) -> Self {
        let code = if error.is_usage() { USAGE } else { UNUSABLE };
        Self { message: error.to_string(), help: error.help(), code }
    }
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        let code = if error.is_usage() { USAGE } else { UNUSABLE };
        Self { message: error.to_string(), help: error.help(), code }
    }
}

/// Errors of what is there, which no other command line would mend.
macro_rules! unusable {
    ($($error:ty),*) => {$(
        impl From<$error> for CommandError {
            fn from(error: $error) -> Self {
                Self { message: error.to_string(), help: error.help(), code: UNUSABLE }
            }
        }
    )*};
}

unusable!(DataError, BooksError, TemplateError, DemoError, RepositoryError);

impl From<DeskError> for CommandError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Workspace(error) => error.into(),
            DeskError::Books(error) => error.into(),
        }
    }
}

impl From<ArchiveError> for CommandError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Desk(error) => error.into(),
            ArchiveError::Books(error) => error.into(),
            error => {
                let code = if error.is_usage() { USAGE } else { UNUSABLE };
                Self { message: error.to_string(), help: error.help(), code }
            }
        }
    }
}

impl From<RestoreError> for CommandError {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::Books(error) => error.into(),
            error => Self { message: error.to_string(), help: error.help(), code: USAGE },
        }
    }
}

impl From<LogError> for CommandError {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Desk(error) => error.into(),
            error => Self { message: error.to_string(), help: error.help(), code: USAGE },
        }
    }
}

impl CommandError {
    pub(super) fn not_written(path: &str, error: &std::io::Error) -> Self {
        Self {
            message: format!("{path} cannot be written: {error}"),
            help: "check the folder's permissions and the free space".into(),
            code: UNUSABLE,
        }
    }
}
