//! What the repository around a workspace keeps: a place for copies, and which commits are still reached.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid, Repository, Sort};

/// A place below the git directory for what belongs to a workspace; `None` without a repository that has
/// a work tree. A repository that cannot be used is told of.
pub(super) fn place(root: &Path) -> Result<Option<PathBuf>, String> {
    let repository = match Repository::discover(root) {
        Ok(repository) => repository,
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
        Err(error) => return Err(error.message().to_owned()),
    };
    let tree = repository.workdir().and_then(|tree| tree.canonicalize().ok());
    let below =
        tree.and_then(|tree| Some(root.canonicalize().ok()?.strip_prefix(&tree).ok()?.to_owned()));
    Ok(below.map(|below| repository.path().join("autoquant").join(below)))
}

/// The commits among `wanted` (short ids) that HEAD reaches. All of them without a repository: then
/// nothing can be lost.
pub(super) fn reached<'a>(root: &Path, wanted: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let Ok(repository) = Repository::discover(root) else { return wanted.clone() };
    let mut left: HashSet<&str> = wanted.iter().copied().filter(|id| is_id(id)).collect();
    // Ids that a row shows may be longer or shorter than ours.
    let lengths: BTreeSet<usize> = wanted.iter().map(|id| id.len()).collect();
    let mut found = BTreeSet::new();
    let Ok(walk) = ancestors(&repository) else { return found };
    for id in walk {
        if left.is_empty() {
            break;
        }
        let id = id.to_string();
        let short = lengths.iter().filter_map(|length| id.get(..*length));
        found.extend(short.filter_map(|short| left.take(short)));
    }
    found
}

/// Git itself takes no shorter ones.
fn is_id(text: &str) -> bool {
    (4..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// HEAD and what it comes from, newest first. Where history is cut off, as in a shallow clone, it ends.
fn ancestors(repository: &Repository) -> Result<impl Iterator<Item = Oid>, git2::Error> {
    let mut walk = repository.revwalk()?;
    walk.set_sorting(Sort::NONE)?;
    walk.push_head()?;
    Ok(walk.map_while(Result::ok))
}
