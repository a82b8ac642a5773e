//! Brings the script of a trial back.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::books::{Books, BooksError};
use super::workspace::{STRATEGIES, Workspace, is_name};
use crate::data::whole::write_whole;

/// What was brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The trial.
    pub trial: usize,
    /// The name that the strategy has now.
    pub strategy: String,
    /// The files that were written; the others were there already.
    pub written: Vec<String>,
}

/// A script that cannot be brought back. Nothing is written.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There was no such trial.
    #[error("there is no trial {number}: the journal has {trials}")]
    Unknown {
        /// The number.
        number: usize,
        /// How many there are.
        trials: usize,
    },
    /// Something else has the name.
    #[error("{file} holds another script, which was never run and would be lost")]
    Taken {
        /// The file.
        file: String,
    },
    /// The name is none.
    #[error("`{name}` is no name of a strategy")]
    Name {
        /// The name.
        name: String,
    },
    /// The books cannot be read, or the file cannot be written.
    #[error(transparent)]
    Books(#[from] BooksError),
}

impl RestoreError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::Unknown { .. } => "SUMMARY blocks and `autoquant status` name trials".into(),
            Self::Taken { .. } => {
                "give the restored one another name with `--as NAME`, or run this one once, \
                                   which keeps its script"
                    .into()
            }
            Self::Name { .. } => "use letters, digits and `_`, a letter first, and no event".into(),
            Self::Books(error) => error.help(),
        }
    }
}

/// Writes the script of a trial, and what it imports, into the folder of strategies. A script that was never
/// run is not written over; another one is safe in the journal.
pub fn restore(
    workspace: &Workspace,
    books: &Books,
    number: usize,
    name: Option<&str>,
) -> Result<Restored, RestoreError> {
    let run = books.first_run(number)?;
    let run = run.ok_or_else(|| RestoreError::Unknown { number, trials: books.trials() })?;
    let name = name.unwrap_or(&run.strategy);
    if !is_name(name) {
        return Err(RestoreError::Name { name: name.to_owned() });
    }
    let imports = run.imports.iter().map(|(import, text)| (import.as_str(), text));
    let mut files: Vec<(String, PathBuf, String)> = Vec::new();
    for (stem, text) in imports.chain([(name, &run.text)]) {
        let file = format!("{STRATEGIES}/{stem}.rhai");
        let path = workspace.root.join(&file);
        let text = books.script(text)?;
        match fs::read_to_string(&path) {
            Ok(there) if there == text => {}
            Ok(there) if books.has_script(&there) => files.push((file, path, text)),
            Err(error) if error.kind() == ErrorKind::NotFound => files.push((file, path, text)),
            // What cannot be read as a text was never run either.
            _ => return Err(RestoreError::Taken { file }),
        }
    }
    for (file, path, text) in &files {
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| write_whole(path, text.as_bytes())).map_err(|error| {
            BooksError::NotWritten { path: file.clone(), problem: error.to_string() }
        })?;
    }
    let written = files.into_iter().map(|(file, ..)| file).collect();
    Ok(Restored { trial: number, strategy: name.to_owned(), written })
}
