//! Freezes a research: everything that it left behind, in a folder that nothing touches again.

mod draft;
mod facts;
mod last_runs;
mod meta;
mod retrospective;
mod yaml;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use self::draft::Draft;
use self::facts::Facts;
use super::books::{Books, BooksError, Entry, RunEntry};
use super::desk::{Desk, DeskError};
use super::history;
use super::ledger::RESULTS;
use super::status::{Standing, Trials};
use super::workspace::{STRATEGIES, Workspace};
use crate::templates::RESULTS_TEXT;

/// Where archives lie, below the workspace.
const VERSIONS: &str = "versions";

/// The longest name of an archive.
const LONGEST: usize = 100;

/// The name of an archive: one of a folder, on every system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionName(String);

/// What was frozen.
#[derive(Clone, Debug, PartialEq)]
pub struct Archived {
    /// The name.
    pub version: String,
    /// The folder, below the workspace.
    pub folder: String,
    /// The files in it, by name.
    pub files: Vec<String>,
    /// The strategies in `strategies`, hidden ones included.
    pub strategies: Vec<String>,
    /// How many texts lie in `scripts`.
    pub scripts: usize,
    /// How many rounds were logged.
    pub rounds: usize,
    /// Distinct trials.
    pub trials: Trials,
    /// The kept row with the best headline.
    pub best: Option<Standing>,
    /// Whether the books began anew.
    pub begun_anew: bool,
    /// Whether there is a repository to commit it to.
    pub in_repository: bool,
    /// What is not in it, and should be.
    pub missing: Vec<String>,
}

/// A research that is not frozen. Nothing is written, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The name is none.
    #[error("`{name}` is no name of an archive")]
    Name {
        /// The name.
        name: String,
    },
    /// There is one with this name.
    #[error("{folder} is there already, and an archive is never touched again")]
    Exists {
        /// The folder.
        folder: String,
    },
    /// Nothing was run and nothing was logged.
    #[error("there is nothing to freeze: no run in the journal, and no row in {RESULTS}")]
    Nothing,
    /// Something else lies where archives do.
    #[error("{VERSIONS} is no folder")]
    NoFolder,
    /// The archive is whole, and the books are as they were.
    #[error("{folder} is complete, but the books cannot begin anew: {error}")]
    NotAnew {
        /// The folder.
        folder: String,
        /// Why.
        error: BooksError,
    },
    /// The workspace or its books cannot be read.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Something cannot be read or written.
    #[error(transparent)]
    Books(#[from] BooksError),
}

impl ArchiveError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::Name { .. } => format!(
                "use letters, digits, `.`, `_` and `-`, no dot first and at most {LONGEST}, such as `v1`"
            ),
            Self::Exists { .. } => "choose another name".into(),
            Self::Nothing => "run strategies and log them first: `autoquant status`".into(),
            Self::NoFolder => {
                format!("move the file {VERSIONS} away: archives lie in a folder of that name")
            }
            Self::NotAnew { error, .. } => {
                format!("{}; then archive under another name with `--begin-anew`", error.help())
            }
            Self::Desk(error) => error.help(),
            Self::Books(error) => error.help(),
        }
    }

    /// Whether nothing was done because of how the command was called.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Name { .. } | Self::Exists { .. } | Self::Nothing)
    }
}

impl VersionName {
    /// Reads a name.
    pub fn parse(name: &str) -> Result<Self, ArchiveError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let fits = !name.is_empty() && name.len() <= LONGEST && !name.starts_with('.');
        if fits && name.chars().all(is_plain) {
            Ok(Self(name.to_owned()))
        } else {
            Err(ArchiveError::Name { name: name.to_owned() })
        }
    }
}

/// Freezes the research as it stands, and begins the books anew where that is asked for. The folder is
/// written beside its place and moved there when it is whole.
pub fn archive(
    workspace: &Workspace,
    books: &mut Books,
    version: &VersionName,
    begin_anew: bool,
    date: &str,
) -> Result<Archived, ArchiveError> {
    let mut archived = freeze(workspace, books, &version.0, date)?;
    if begin_anew {
        let folder = || archived.folder.clone();
        books.begin_anew().map_err(|error| ArchiveError::NotAnew { folder: folder(), error })?;
        archived.begun_anew = true;
        // The journal that knows the trial is in the archive now.
        archived.best.iter_mut().for_each(|best| best.restore = None);
    }
    Ok(archived)
}

fn freeze(
    workspace: &Workspace,
    books: &Books,
    name: &str,
    date: &str,
) -> Result<Archived, ArchiveError> {
    let (root, folder) = (&workspace.root, format!("{VERSIONS}/{name}"));
    let versions = root.join(VERSIONS);
    if fs::metadata(&versions).is_ok_and(|data| !data.is_dir()) {
        return Err(ArchiveError::NoFolder);
    }
    if versions.join(name).symlink_metadata().is_ok() {
        return Err(ArchiveError::Exists { folder });
    }
    let (desk, entries) = (Desk::new(workspace, books)?, books.entries()?);
    let ledger = &desk.ledger;
    if entries.is_empty() && ledger.rows.is_empty() && ledger.damaged.is_empty() {
        return Err(ArchiveError::Nothing);
    }
    let facts = Facts::of(&desk, &entries, (name, date));
    let mut draft = Draft::new(&versions, name, &folder)?;
    let (strategies, missing) = fill(&mut draft, workspace, books, &entries, &facts)?;
    let (files, scripts) = (draft.files().to_vec(), draft.scripts());
    draft.finish()?;
    let status = facts.status;
    Ok(Archived {
        version: name.to_owned(),
        folder,
        files,
        strategies,
        scripts,
        rounds: status.rounds,
        trials: status.trials,
        best: status.best,
        begun_anew: false,
        in_repository: history::place(root).is_ok_and(|place| place.is_some()),
        missing,
    })
}

/// Everything that belongs in an archive. The names of the strategies, and what is missing.
fn fill(
    draft: &mut Draft,
    workspace: &Workspace,
    books: &Books,
    entries: &[Entry],
    facts: &Facts<'_>,
) -> Result<(Vec<String>, Vec<String>), BooksError> {
    let root = &workspace.root;
    draft.copy("config.json", &root.join("config.json"), "config.json")?;
    if !draft.copy(RESULTS, &root.join(RESULTS), RESULTS)? {
        draft.write(RESULTS, RESULTS_TEXT.as_bytes())?;
    }
    for name in ["program.md", "run.log"] {
        draft.copy(name, &root.join(name), name)?;
    }
    draft.copy("journal.jsonl", &books.journal(), "journal.jsonl")?;
    draft.write("last_runs.tsv", last_runs::last_runs(facts).as_bytes())?;
    draft.write("meta.yaml", meta::meta(facts).as_bytes())?;
    draft.write("retrospective.md", retrospective::retrospective(facts).as_bytes())?;
    let mut strategies = Vec::new();
    for file in scripts_in(&root.join(STRATEGIES)) {
        let shown = format!("{STRATEGIES}/{file}.rhai");
        let to = format!("strategies/{file}.rhai");
        draft.copy(&to, &root.join(&shown), &shown)?;
        strategies.push(file);
    }
    let mut missing = Vec::new();
    for name in texts(entries) {
        let shown = format!("{}/scripts/{name}.rhai", super::books::FOLDER);
        if !draft.copy_script(name, &books.script_file(name), &shown)? {
            missing.push(format!("{shown} is not there: the archive lacks it, too"));
        }
    }
    Ok((strategies, missing))
}

/// The stems of all scripts of a folder: active ones, hidden ones, and those that they import.
fn scripts_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    let scripts = paths.filter(|path| path.extension().is_some_and(|end| end == "rhai"));
    let mut stems: Vec<String> = scripts
        .filter(|path| path.is_file())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    stems.sort_unstable();
    stems
}

/// The names of all texts that the journal speaks of. What is no hash names no file.
fn texts(entries: &[Entry]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for entry in entries {
        if let Entry::Run(run) = entry {
            let RunEntry { text, imports, .. } = &**run;
            names.extend(imports.values().chain([text]).map(String::as_str));
        }
    }
    names.retain(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_hexdigit()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_of_a_folder() {
        for name in ["v1", "2026-11", "a.b_c", "-", "V"] {
            assert!(VersionName::parse(name).is_ok(), "{name}");
        }
        for name in ["", ".", "..", ".git", "a/b", "a\\b", "a b", "é", "a:b", &"a".repeat(101)] {
            assert!(VersionName::parse(name).is_err(), "{name}");
        }
    }
}
