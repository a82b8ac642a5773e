//! The commands of `program.md` and of the README are run as they stand, and do what the text says.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::project::stderr;

/// The lines of the fenced `sh` blocks of a page of the repository.
fn commands(page: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(path).unwrap();
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        match line.trim() {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside && !line.is_empty() => commands.push(line.to_owned()),
            _ => {}
        }
    }
    commands
}

/// Runs a line in a shell that finds the program.
#[track_caller]
fn shell(folder: &Path, line: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_autoquant"));
    let line = format!("PATH={}:$PATH\n{line}", binary.parent().unwrap().display());
    let output = Command::new("sh").args(["-c", &line]).current_dir(folder).output().unwrap();
    let code = output.status.code();
    assert_eq!(code, Some(0), "{line}\n{}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn demo() -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().unwrap();
    shell(folder.path(), "autoquant demo ws");
    let workspace = folder.path().join("ws");
    (folder, workspace)
}

#[test]
fn every_command_of_the_program_does_what_it_says() {
    let (_folder, workspace) = demo();
    let read = |file: &str| fs::read_to_string(workspace.join(file)).unwrap_or_default();
    let rows = || read("results.tsv").lines().count().saturating_sub(1);
    let dip = workspace.join("user_data/strategies/RsiDip.rhai");
    let original = fs::read_to_string(&dip).unwrap();
    let (mut logged, mut ran) = (0, 0);
    let commands = commands("program.md");
    assert!(commands.len() > 20, "{commands:?}");
    let mut amended = String::new();
    for (at, line) in commands.iter().enumerate() {
        if commands.get(at + 1).is_some_and(|next| next.contains("--amend")) {
            // An attempt that fails, and its mend.
            fs::write(&dip, "fn").unwrap();
            shell(&workspace, "git commit -am \"an attempt\"");
            amended = shell(&workspace, "git rev-parse HEAD~1");
            fs::write(&dip, original.replacen("-0.0", "-0.2", 1)).unwrap();
        }
        if line == "autoquant check RsiDip --fix" {
            // The edit that the page asks for.
            fs::write(&dip, original.replacen("-0.0", "-0.1", 1)).unwrap();
        }
        shell(&workspace, line);
        if line.contains("autoquant run ") {
            ran += 1;
            assert!(read("run.log").starts_with("Discovered "), "{line}");
            assert!(read("run.log").trim_end().ends_with(" 0 failed."), "{line}");
        }
        if line.contains("log --round") {
            logged += 3;
            assert_eq!(rows(), logged, "{line}");
        }
        match line.as_str() {
            "git commit --amend --no-edit" => {
                assert_eq!(shell(&workspace, "git rev-parse HEAD~1"), amended);
                assert!(shell(&workspace, "git show HEAD").contains("-0.2"));
            }
            "git reset --hard HEAD~1" => assert!(fs::read_to_string(&dip).unwrap() == original),
            "autoquant archive first" => {
                assert!(read("versions/first/meta.yaml").contains("first"));
            }
            line if line.starts_with("autoquant restore") => {
                assert!(!read("user_data/strategies/NewHighs.rhai").is_empty());
            }
            _ => {}
        }
    }
    assert!(ran >= 4 && logged == 6, "{ran} runs, {logged} rows");
    let kinds: Vec<String> = read("results.tsv")
        .lines()
        .skip(1)
        .map(|row| row.split('\t').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(kinds[..3], ["create", "create", "create"]);
    assert_eq!(kinds[3..], ["kill", "stable", "stable"]);
    assert!(shell(&workspace, "autoquant status --verify").contains("hold together"));
}

#[test]
fn every_command_of_the_readme_works() {
    let folder = TempDir::new().unwrap();
    let mut ran = 0;
    for line in commands("README.md") {
        // Whoever reads this runs the tests.
        if line.starts_with("cargo test") {
            continue;
        }
        shell(folder.path(), &line.replace("cargo run --release --", "autoquant"));
        ran += 1;
    }
    assert!(ran > 0);
    assert!(folder.path().join("autoquant-demo/config.json").is_file());
}
