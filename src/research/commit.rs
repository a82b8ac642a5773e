//! Which version of a strategy was run.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use git2::{ObjectType, Repository, Tree};

/// The length of a short id.
pub(super) const SHORT: usize = 7;

/// Behind the id of a commit that holds another script.
const DIRTY: &str = "-dirty";

/// What is in no repository.
const UNVERSIONED: &str = "unversioned";

/// Whether a version is a commit that holds the script.
pub(super) fn is_commit(version: &str) -> bool {
    !is_unversioned(version) && !is_dirty(version)
}

/// Whether a version is of a script without a repository.
pub(super) fn is_unversioned(version: &str) -> bool {
    version == UNVERSIONED
}

/// Whether a version is a script that is in no commit, and could be.
pub(super) fn is_dirty(version: &str) -> bool {
    version.ends_with(DIRTY)
}

/// The short id of the workspace's commit, with `-dirty` behind it where one of the files differs
/// from it; `unversioned` without a repository, a commit or files that belong to it.
pub fn commit(root: &Path, files: &[&Path]) -> String {
    short_id(root, files).unwrap_or_else(|| UNVERSIONED.to_owned())
}

fn short_id(root: &Path, files: &[&Path]) -> Option<String> {
    let repository = Repository::discover(root).ok()?;
    let workdir = repository.workdir()?.canonicalize().ok()?;
    let head = repository.head().ok()?.peel_to_commit().ok()?;
    let tree = head.tree().ok()?;
    let id: String = head.id().to_string().chars().take(SHORT).collect();
    let same = files.iter().all(|file| is_same(&repository, &workdir, &tree, file));
    Some(if same { id } else { format!("{id}{DIRTY}") })
}

/// Whether the commit holds a file as it is now. The contents are compared and not what git believes of
/// them, so the index, and files that git was told to take for unchanged, make no difference.
fn is_same(repository: &Repository, workdir: &Path, tree: &Tree<'_>, file: &Path) -> bool {
    let Ok(path) = file.canonicalize() else { return false };
    // A file outside of the repository is no part of the commit.
    let Ok(inside) = path.strip_prefix(workdir) else { return false };
    let entry = tree.get_path(inside).ok().filter(|entry| entry.kind() == Some(ObjectType::Blob));
    let committed = entry.and_then(|entry| repository.find_blob(entry.id()).ok());
    match (committed, fs::read(&path)) {
        (Some(committed), Ok(now)) => with_plain_ends(committed.content()) == with_plain_ends(&now),
        _ => false,
    }
}

/// A text without carriage returns at the ends of lines: git may have put them there, or taken them away.
fn with_plain_ends(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        if *byte != b'\r' || text.get(at + 1) != Some(&b'\n') {
            plain.push(*byte);
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use git2::{RepositoryInitOptions, Signature};
    use tempfile::TempDir;

    use super::super::workspace::Workspace;
    use super::*;

    const IMPORTING: &str = "import \"_common\" as common;\n";

    /// A repository with a strategy, and what it imports, in a workspace below its root.
    struct Versioned {
        folder: TempDir,
        repository: Repository,
    }

    impl Versioned {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let mut options = RepositoryInitOptions::new();
            options.external_template(false).initial_head("main");
            let repository = Repository::init_opts(folder.path(), &options).unwrap();
            let one = Self { folder, repository };
            std::fs::create_dir_all(one.path("")).unwrap();
            one.write("One.rhai", IMPORTING);
            one.write("_common.rhai", "const LENGTH = 14;\n");
            let text = r#"{ "stake_amount": 1, "exchange": { "pair_whitelist": ["A/USDT"] } }"#;
            std::fs::write(folder_of(&one).join("config.json"), text).unwrap();
            one
        }

        fn path(&self, file: &str) -> std::path::PathBuf {
            folder_of(self).join("user_data/strategies").join(file)
        }

        fn write(&self, file: &str, text: &str) {
            std::fs::write(self.path(file), text).unwrap();
        }

        /// Commits everything, and says the short id.
        fn commit(&self) -> String {
            let mut index = self.repository.index().unwrap();
            index.add_all(["*"], git2::IndexAddOption::FORCE, None).unwrap();
            index.write().unwrap();
            let tree = self.repository.find_tree(index.write_tree().unwrap()).unwrap();
            let who = Signature::new("a", "a@b", &git2::Time::new(0, 0)).unwrap();
            let head = self.repository.head().ok().map(|head| head.peel_to_commit().unwrap());
            let parents: Vec<&git2::Commit<'_>> = head.iter().collect();
            let id = self.repository.commit(Some("HEAD"), &who, &who, "x", &tree, &parents);
            id.unwrap().to_string()[..SHORT].to_owned()
        }

        /// What a block says of the strategy.
        fn said(&self) -> String {
            let workspace = Workspace::open(&folder_of(self)).unwrap();
            let strategy = workspace.named(&["One".to_owned()]).unwrap().swap_remove(0);
            let script = strategy.read().unwrap();
            strategy.commit(&workspace.root, &script)
        }
    }

    fn folder_of(versioned: &Versioned) -> std::path::PathBuf {
        versioned.folder.path().join("work")
    }

    #[test]
    fn a_strategy_that_is_committed_has_the_commits_id() {
        let versioned = Versioned::new();
        assert_eq!(versioned.said(), "unversioned");
        let id = versioned.commit();
        assert_eq!(versioned.said(), id);
        // Others, the config among them, are no part of it.
        std::fs::write(folder_of(&versioned).join("notes"), "x").unwrap();
        versioned.write("Other.rhai", "x");
        let config = folder_of(&versioned).join("config.json");
        let text = std::fs::read_to_string(&config).unwrap();
        std::fs::write(&config, text + "\n").unwrap();
        assert_eq!(versioned.said(), id);
    }

    #[test]
    fn a_strategy_that_differs_is_dirty_and_so_is_what_it_imports() {
        let versioned = Versioned::new();
        let id = versioned.commit();
        let dirty = format!("{id}-dirty");
        versioned.write("One.rhai", &format!("{IMPORTING}// x\n"));
        assert_eq!(versioned.said(), dirty);
        // In the index it is no part of a commit yet.
        let mut index = versioned.repository.index().unwrap();
        index.add_path(Path::new("work/user_data/strategies/One.rhai")).unwrap();
        index.write().unwrap();
        assert_eq!(versioned.said(), dirty);
        versioned.write("One.rhai", IMPORTING);
        assert_eq!(versioned.said(), id);
        versioned.write("_common.rhai", "const LENGTH = 15;\n");
        assert_eq!(versioned.said(), dirty);
        let next = versioned.commit();
        assert_eq!(versioned.said(), next);
    }

    #[test]
    fn a_file_that_git_does_not_know_is_dirty() {
        let versioned = Versioned::new();
        let text = std::fs::read_to_string(versioned.path("_common.rhai")).unwrap();
        std::fs::remove_file(versioned.path("_common.rhai")).unwrap();
        let id = versioned.commit();
        assert_eq!(versioned.said(), id);
        versioned.write("_common.rhai", &text);
        assert_eq!(versioned.said(), format!("{id}-dirty"));
    }

    #[test]
    fn a_file_that_git_takes_for_unchanged_is_looked_at() {
        let versioned = Versioned::new();
        let id = versioned.commit();
        let mut index = versioned.repository.index().unwrap();
        let path = Path::new("work/user_data/strategies/One.rhai");
        let mut entry = index.get_path(path, 0).unwrap();
        entry.flags |= git2::IndexEntryFlag::VALID.bits();
        index.add(&entry).unwrap();
        index.write().unwrap();
        versioned.write("One.rhai", "// another\n");
        assert_eq!(versioned.said(), format!("{id}-dirty"));
    }

    #[test]
    fn ends_of_lines_are_gits_and_make_no_difference() {
        let versioned = Versioned::new();
        let id = versioned.commit();
        versioned.write("One.rhai", &IMPORTING.replace('\n', "\r\n"));
        assert_eq!(versioned.said(), id);
        assert_eq!(with_plain_ends(b"a\rb\r\n\r"), &b"a\rb\n\r"[..]);
    }

    #[test]
    fn a_detached_head_and_a_shallow_clone_are_commits_too() {
        let versioned = Versioned::new();
        let first = versioned.commit();
        let oid = versioned.repository.head().unwrap().target().unwrap();
        versioned.write("One.rhai", "// later\n");
        let second = versioned.commit();
        let whole = versioned.repository.head().unwrap().target().unwrap();
        versioned.repository.set_head_detached(oid).unwrap();
        assert_eq!(versioned.said(), format!("{first}-dirty"));
        versioned.repository.set_head("refs/heads/main").unwrap();
        // A shallow clone has no commit before this one.
        std::fs::write(versioned.repository.path().join("shallow"), format!("{whole}\n")).unwrap();
        let text = oid.to_string();
        let object = versioned.repository.path().join("objects").join(&text[..2]).join(&text[2..]);
        std::fs::remove_file(object).unwrap();
        assert_eq!(versioned.said(), second);
    }

    #[test]
    fn what_cannot_be_told_is_unversioned() {
        let versioned = Versioned::new();
        versioned.commit();
        versioned.repository.config().unwrap().set_bool("core.bare", true).unwrap();
        assert_eq!(versioned.said(), "unversioned");
        versioned.repository.config().unwrap().set_bool("core.bare", false).unwrap();
        std::fs::write(versioned.repository.path().join("HEAD"), "nonsense").unwrap();
        assert_eq!(versioned.said(), "unversioned");
    }
}
