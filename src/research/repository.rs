//! The git repository of a workspace: one that is there, or one that is made.

use std::fs;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Repository, RepositoryInitOptions, Signature, Time};

use super::commit::SHORT;
use super::ledger::RESULTS;
use super::workspace::STRATEGIES;

/// Who makes the first commit of a workspace.
const NAME: &str = "autoquant";
const EMAIL: &str = "autoquant@localhost";

/// When: 2021-01-01, the first candle of the demo. With a fixed time the same files have the same id, so
/// that a demo prints the same bytes each time and everywhere.
const SECONDS: i64 = 1_609_459_200;

const MESSAGE: &str = "autoquant workspace\n";

/// A folder that can have no repository.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RepositoryError {
    /// It is in a repository without files, or among git's own files.
    #[error("{folder} lies in the git directory {git}, where no files are versioned")]
    InGitDirectory {
        /// The folder.
        folder: String,
        /// The bare repository, or the git directory.
        git: String,
    },
    /// There is a repository, and it cannot be used.
    #[error("the git repository around {folder} cannot be used: {problem}")]
    Unusable {
        /// The folder.
        folder: String,
        /// Why.
        problem: String,
    },
    /// No repository could be made.
    #[error("no git repository can be made in {folder}: {problem}")]
    NotMade {
        /// The folder.
        folder: String,
        /// Why.
        problem: String,
    },
}

impl RepositoryError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::InGitDirectory { .. } => {
                "name a folder outside of it, or one in a clone of the repository".into()
            }
            Self::Unusable { .. } => {
                "`git status` in that folder says more; mend it, or name a folder elsewhere".into()
            }
            Self::NotMade { .. } => {
                "check the folder's permissions and the free space, or run `git init` there".into()
            }
        }
    }
}

/// Whether a folder, which need not be there yet, belongs to a git repository. One that the repository
/// around it ignores does not: nothing below it would be kept.
pub fn is_versioned(folder: &Path) -> Result<bool, RepositoryError> {
    let absolute = absolute(folder);
    let there = absolute.ancestors().find(|path| path.is_dir()).unwrap_or(&absolute);
    let shown = || folder.display().to_string();
    let unusable = |error: git2::Error| RepositoryError::Unusable {
        folder: shown(),
        problem: error.message().to_owned(),
    };
    let repository = match Repository::discover(there) {
        Ok(repository) => repository,
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(false),
        Err(error) => return Err(unusable(error)),
    };
    let git = repository.path().canonicalize().unwrap_or_else(|_| repository.path().to_owned());
    let workdir = repository.workdir().and_then(|workdir| workdir.canonicalize().ok());
    let Some(workdir) = workdir.filter(|_| !absolute.starts_with(&git)) else {
        return Err(RepositoryError::InGitDirectory {
            folder: shown(),
            git: git.display().to_string(),
        });
    };
    let inside = absolute.strip_prefix(&workdir).unwrap_or(Path::new(""));
    if inside.as_os_str().is_empty() {
        return Ok(true);
    }
    // The empty last part says that it is a folder, also before it is there.
    repository.is_path_ignored(inside.join("")).map(|ignored| !ignored).map_err(unusable)
}

/// Makes a git repository with the branch `main` in a folder, commits the files of the workspace, and says
/// the commit's short id. The log is no part of it: it must outlive a `git reset --hard`.
///
/// Where git does not know who commits, the repository is told, so that an agent's commits do not fail.
pub fn make_repository(folder: &Path, files: &[&str]) -> Result<String, RepositoryError> {
    first_commit(folder, files).map_err(|error| RepositoryError::NotMade {
        folder: folder.display().to_string(),
        problem: error.message().to_owned(),
    })
}

fn first_commit(folder: &Path, files: &[&str]) -> Result<String, git2::Error> {
    let mut options = RepositoryInitOptions::new();
    options.initial_head("main").external_template(false).no_reinit(true);
    let repository = Repository::init_opts(folder, &options)?;
    if repository.signature().is_err() {
        let mut config = repository.config()?;
        config.set_str("user.name", NAME)?;
        config.set_str("user.email", EMAIL)?;
    }
    let mut index = repository.index()?;
    let given = files.iter().filter(|file| **file != RESULTS).map(PathBuf::from);
    for path in given.chain(strategies(folder)) {
        index.add_path(&path)?;
    }
    index.write()?;
    let tree = repository.find_tree(index.write_tree()?)?;
    let who = Signature::new(NAME, EMAIL, &Time::new(SECONDS, 0))?;
    let id = repository.commit(Some("HEAD"), &who, &who, MESSAGE, &tree, &[])?;
    Ok(id.to_string().chars().take(SHORT).collect())
}

/// The scripts that are there already, below the folder.
fn strategies(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join(STRATEGIES)).into_iter().flatten().flatten();
    let scripts = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|end| end == "rhai"));
    scripts.filter_map(|path| Some(Path::new(STRATEGIES).join(path.file_name()?))).collect()
}

/// The folder without links, as far as it is there.
fn absolute(folder: &Path) -> PathBuf {
    let folder = Path::new(".").join(folder);
    let found = |there: &Path| {
        let rest = folder.strip_prefix(there).ok()?;
        there.canonicalize().ok().map(|there| there.join(rest).components().collect())
    };
    folder.ancestors().find_map(found).unwrap_or_else(|| folder.clone())
}
