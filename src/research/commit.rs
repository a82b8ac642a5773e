//! Which version of a strategy was run.

use std::path::Path;

use git2::{Repository, Status};

/// The short id of the workspace's commit, with `-dirty` behind it where one of the files differs
/// from it; `unversioned` without a repository or a commit.
pub fn commit(root: &Path, files: &[&Path]) -> String {
    short_id(root, files).unwrap_or_else(|| "unversioned".to_owned())
}

fn short_id(root: &Path, files: &[&Path]) -> Option<String> {
    let repository = Repository::discover(root).ok()?;
    let head = repository.head().ok()?.peel_to_commit().ok()?;
    let id: String = head.id().to_string().chars().take(7).collect();
    let workdir = repository.workdir()?.canonicalize().ok()?;
    let differs = files.iter().any(|file| {
        let inside = file.canonicalize().ok();
        let inside = inside.as_deref().and_then(|file| file.strip_prefix(&workdir).ok());
        // A file outside of the repository is no part of the commit.
        inside.is_none_or(|file| {
            repository.status_file(file).is_ok_and(|status| status != Status::CURRENT)
        })
    });
    Some(if differs { format!("{id}-dirty") } else { id })
}
