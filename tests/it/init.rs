//! `init` and `demo`: what a new workspace holds, and the git repository around it.

use std::fs;
use std::path::Path;
use std::process::Output;

use git2::Repository;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::project::{autoquant, stderr};

/// What `init` writes, in the order in which it says so.
const FILES: [&str; 7] = [
    "config.json",
    "program.md",
    "AGENTS.md",
    ".claude/settings.json",
    ".gitignore",
    "user_data/strategies/_template.rhai",
    "results.tsv",
];

fn init(folder: &Path, directory: &str) -> Output {
    autoquant(folder, &["init", directory], &[])
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A folder that is a repository without a commit.
fn repository() -> (TempDir, Repository) {
    let folder = TempDir::new().unwrap();
    let repository = Repository::init(folder.path()).unwrap();
    (folder, repository)
}

#[test]
fn a_fresh_folder_becomes_a_workspace_with_one_commit() {
    let folder = TempDir::new().unwrap();
    let output = init(folder.path(), "new/research");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let root = folder.path().join("new/research");
    let repository = Repository::open(&root).unwrap();
    let head = repository.head().unwrap();
    assert_eq!(head.shorthand().ok(), Some("main"));
    let commit = head.peel_to_commit().unwrap();
    assert_eq!(commit.parent_count(), 0);
    let id = &commit.id().to_string()[..7];
    let wrote: Vec<String> = FILES.iter().map(|file| format!("wrote {file}\n")).collect();
    let made = format!("made  a git repository with the commit {id}\n");
    assert_eq!(stdout(&output), format!("{}{made}", wrote.concat()));
    // All of it is committed but the log, which git is told to leave alone.
    let tree = commit.tree().unwrap();
    for file in FILES {
        assert_eq!(tree.get_path(Path::new(file)).is_ok(), file != "results.tsv", "{file}");
    }
    assert!(repository.statuses(None).unwrap().iter().all(|entry| entry.status().is_ignored()));
    let header = "commit\tevent\tstrategy_name\tsharpe\tmax_dd\tnote\n";
    assert_eq!(read(&root.join("results.tsv")), header);
    for below in ["user_data/data", "user_data/backtest_results"] {
        assert!(root.join(below).is_dir());
    }
}

#[test]
fn the_folder_is_seen_from_the_one_that_was_named() {
    let folder = TempDir::new().unwrap();
    let arguments = ["-C", "new", "init", "--json"];
    let output = autoquant(folder.path(), &arguments, &[]);
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["directory"], "new");
    assert!(folder.path().join("new/config.json").is_file());
    assert!(!folder.path().join("config.json").exists());
}

#[test]
fn the_same_files_have_the_same_commit() {
    let folder = TempDir::new().unwrap();
    let [one, other] = ["a", "b"].map(|name| stdout(&init(folder.path(), name)));
    assert_eq!(one, other);
}

#[test]
fn files_that_are_there_are_kept_and_committed() {
    let folder = TempDir::new().unwrap();
    let strategies = folder.path().join("user_data/strategies");
    fs::create_dir_all(&strategies).unwrap();
    let mine = [("program.md", "my own"), ("results.tsv", "old"), ("private.key", "secret")];
    for (file, text) in mine {
        fs::write(folder.path().join(file), text).unwrap();
    }
    fs::write(strategies.join("Mine.rhai"), "// mine").unwrap();
    let output = init(folder.path(), ".");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(said.contains("wrote config.json\nkept  program.md\nwrote AGENTS.md\n"), "{said}");
    assert!(said.contains("kept  results.tsv\n"), "{said}");
    for (file, text) in mine {
        assert_eq!(read(&folder.path().join(file)), text);
    }
    let repository = Repository::open(folder.path()).unwrap();
    let tree = repository.head().unwrap().peel_to_tree().unwrap();
    let holds = |file: &str| tree.get_path(Path::new(file)).is_ok();
    assert!(holds("program.md") && holds("user_data/strategies/Mine.rhai"));
    assert!(!holds("private.key") && !holds("results.tsv"));
    // Once more: nothing to write, nothing to commit.
    let again = stdout(&init(folder.path(), "."));
    let kept: Vec<String> = FILES.iter().map(|file| format!("kept  {file}\n")).collect();
    let left = "kept  the git repository as it is: nothing was committed\n";
    assert_eq!(again, format!("{}{left}", kept.concat()));
}

#[test]
fn a_repository_around_it_is_used_and_nothing_committed() {
    let (folder, repository) = repository();
    let output = init(folder.path(), "below/inner");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).ends_with("nothing was committed\n"));
    assert!(stderr(&output).contains("commit the new files"));
    assert!(!folder.path().join("below/inner/.git").exists());
    assert!(repository.head().is_err());
}

#[test]
fn a_folder_that_the_repository_around_it_ignores_gets_its_own() {
    let (folder, _) = repository();
    fs::write(folder.path().join(".gitignore"), "/scratch/\n").unwrap();
    for directory in ["scratch", "scratch/deep/er"] {
        let said = stdout(&init(folder.path(), directory));
        assert!(said.contains("made  a git repository"), "{directory}: {said}");
        assert!(folder.path().join(directory).join(".git").is_dir());
        // Now it has one.
        assert!(stdout(&init(folder.path(), directory)).contains("kept  the git repository"));
        fs::remove_dir_all(folder.path().join(directory)).unwrap();
    }
}

/// Runs `init`, which must say why it can do nothing, and must have done nothing.
fn refused(folder: &Path, directory: &str) -> String {
    let count = || fs::read_dir(folder).unwrap().count();
    let before = count();
    let output = init(folder, directory);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(output.stdout.is_empty());
    assert_eq!(count(), before);
    stderr(&output)
}

#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let told = |file: &str| {
        format!(
            "error: {file} is a file, and a folder is needed there\n \
             = help: move the file away, or name another folder\n"
        )
    };
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    assert_eq!(refused(folder.path(), "file"), told("file"));
    assert_eq!(refused(folder.path(), "file/below"), told("file"));
    fs::create_dir(folder.path().join("half")).unwrap();
    fs::write(folder.path().join("half/user_data"), "").unwrap();
    assert_eq!(refused(folder.path(), "half"), told("half/user_data"));
    assert_eq!(read(&folder.path().join("file")), "");
}

#[test]
fn a_git_directory_is_no_place_for_a_workspace() {
    let folder = TempDir::new().unwrap();
    Repository::init_bare(folder.path().join("bare.git")).unwrap();
    Repository::init(folder.path().join("whole")).unwrap();
    for directory in ["bare.git", "bare.git/work", "whole/.git/work"] {
        let said = refused(folder.path(), directory);
        let begin = format!("error: {directory} lies in the git directory /");
        assert!(said.starts_with(&begin), "{said}");
        assert!(said.contains("= help: name a folder outside of it"), "{said}");
        assert!(!folder.path().join(directory).join("config.json").exists());
    }
}

#[test]
fn a_repository_that_is_broken_says_so() {
    let (folder, repository) = repository();
    fs::write(repository.path().join("config"), "[core\n").unwrap();
    let said = refused(folder.path(), "work");
    assert!(said.starts_with("error: the git repository around work cannot be used: "), "{said}");
}

#[test]
fn an_agent_can_commit_where_git_knows_nobody() {
    let folder = TempDir::new().unwrap();
    let home = folder.path().to_str().unwrap();
    let nobody = [("HOME", home), ("XDG_CONFIG_HOME", home)];
    autoquant(folder.path(), &["init", "work"], &nobody);
    let config = read(&folder.path().join("work/.git/config"));
    assert!(config.contains("name = autoquant"), "{config}");
    let known = "[user]\n\tname = A\n\temail = a@b\n";
    fs::write(folder.path().join(".gitconfig"), known).unwrap();
    autoquant(folder.path(), &["init", "other"], &nobody);
    assert!(!read(&folder.path().join("other/.git/config")).contains("autoquant"));
}

#[test]
fn the_template_of_a_strategy_is_sound() {
    let folder = TempDir::new().unwrap();
    init(folder.path(), ".");
    let arguments = ["check", "_template", "--deny-warnings", "--json"];
    let output = autoquant(folder.path(), &arguments, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(found["strategies"][0]["findings"], Value::Array(Vec::new()));
    // What it shows in comments is sound too.
    let path = folder.path().join("user_data/strategies/_template.rhai");
    let shown = |line: &str| match line.strip_prefix("// ") {
        Some(code) if code.starts_with(['c', 'f', ' ', '}', ']']) => code.to_owned(),
        _ => line.to_owned(),
    };
    let text = read(&path);
    let (words, code) = text.split_once("// ── Settings").unwrap();
    let whole: Vec<String> = code.lines().map(shown).collect();
    let whole = format!("{words}// ── Settings{}\n", whole.join("\n"));
    assert!(whole.contains("\nfn custom_exit") && whole.contains("\nconst test_timeranges"));
    fs::write(&path, whole).unwrap();
    let output = autoquant(folder.path(), &["check", "_template", "--deny-warnings"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    // It is hidden from a run.
    assert_eq!(autoquant(folder.path(), &["run"], &[]).status.code(), Some(2));
}

/// The command lines of the instructions: the lines of their `sh` blocks.
fn commands(text: &str) -> Vec<&str> {
    let blocks = text.split("```sh\n").skip(1);
    blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines()).collect()
}

#[test]
fn an_agent_may_do_what_the_instructions_say_and_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings: Value = serde_json::from_str(&read(&root.join(".claude/settings.json"))).unwrap();
    assert_eq!(settings.as_object().unwrap().len(), 1);
    let permissions = settings["permissions"].as_object().unwrap();
    let rules = |kind: &str| -> Vec<&str> {
        permissions[kind].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap()).collect()
    };
    let denied =
        ["config.json", "results.tsv", "user_data/backtest_results/**", "user_data/data/**"];
    assert_eq!(rules("deny"), denied.map(|path| format!("Edit(/{path})")));
    assert_eq!(permissions.len(), 2);
    let (edits, runs): (Vec<&str>, Vec<&str>) =
        rules("allow").into_iter().partition(|rule| rule.starts_with("Edit("));
    let writes = ["user_data/strategies/**", "run.log", "run.err", "versions/*/retrospective.md"];
    assert_eq!(edits, writes.map(|path| format!("Edit(/{path})")));
    let allowed: Vec<&str> = runs
        .iter()
        .map(|rule| rule.strip_prefix("Bash(").and_then(|rule| rule.strip_suffix(')')).unwrap())
        .collect();
    let fits = |rule: &str, line: &str| match rule.strip_suffix(":*").or(rule.strip_suffix('*')) {
        Some(begin) => line.starts_with(begin),
        None => line == rule,
    };
    let program = read(&root.join("program.md"));
    let lines = commands(&program);
    assert!(lines.len() > 20);
    // Reading needs no permission.
    for line in lines.iter().filter(|line| !line.starts_with("grep ")) {
        assert!(allowed.iter().any(|rule| fits(rule, line)), "{line} is not allowed");
    }
    for rule in allowed {
        assert!(lines.iter().any(|line| fits(rule, line)), "{rule} is not needed");
    }
}

#[test]
fn the_root_of_the_repository_is_what_init_writes() {
    let folder = TempDir::new().unwrap();
    init(folder.path(), ".");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in FILES.iter().filter(|file| **file != "results.tsv") {
        let (ours, theirs) = (read(&root.join(file)), read(&folder.path().join(file)));
        let begins_alike = ours.starts_with(&theirs);
        match *file {
            ".gitignore" | "AGENTS.md" => {
                assert!(
                    begins_alike && ours.len() > theirs.len() && theirs.ends_with('\n'),
                    "{file}"
                );
                assert!(!theirs.contains("source tree") && !theirs.ends_with("\n\n"), "{file}");
            }
            _ => assert_eq!(ours, theirs, "{file}"),
        }
    }
    assert!(read(&root.join("AGENTS.md")).contains("CONTRIBUTING.md"));
    assert!(!read(&folder.path().join("AGENTS.md")).contains("CONTRIBUTING.md"));
}

#[test]
fn a_demo_is_a_whole_workspace_at_a_commit_and_prints_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let demo = |name: &str| autoquant(folder.path(), &["demo", name], &[]);
    let (one, other) = (demo("one"), demo("other"));
    assert_eq!(one.status.code(), Some(0), "{}", stderr(&one));
    assert!(one.stdout == other.stdout);
    for file in FILES {
        assert!(folder.path().join("one").join(file).is_file(), "{file}");
    }
    let repository = Repository::open(folder.path().join("one")).unwrap();
    let id = repository.head().unwrap().target().unwrap().to_string();
    let commits: Vec<String> = stdout(&one)
        .lines()
        .filter_map(|line| line.strip_prefix("commit:").map(|id| id.trim().to_owned()))
        .collect();
    assert_eq!(commits.len(), 6);
    assert!(commits.iter().all(|commit| *commit == id[..7]), "{commits:?}");
    assert!(repository.statuses(None).unwrap().iter().all(|entry| entry.status().is_ignored()));
}
