//! `archive`: what is frozen, what is refused, and how the books begin anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::project::{Project, stderr};

const HEADER: &str = "commit\tevent\tstrategy_name\tsharpe\tmax_dd\tnote\n";

fn script(header: &str, low: u32) -> String {
    format!(
        "{header}\nimport \"_common\" as common;\n\
         const timeframe = \"1h\"; const stoploss = -0.05;\n\
         fn populate_indicators(df, metadata) {{ df[\"rsi\"] = ta::RSI(df, common::length()); }}\n\
         fn populate_entry_trend(df, metadata) {{ df.loc(df[\"rsi\"] < {low}, \"enter_long\"); }}\n\
         fn populate_exit_trend(df, metadata) {{ df.loc(df[\"rsi\"] > 60, \"exit_long\"); }}\n"
    )
}

/// Two strategies, two rounds, a kill.
fn research() -> Project {
    let project = Project::new()
        .strategy("_common", "fn length() { 14 }\n")
        .strategy("Dip", &script("//! Paradigm: mean-reversion", 25))
        .strategy("Rare", &script("//! Paradigm: breakout", 12));
    goes_on(project)
}

fn goes_on(project: Project) -> Project {
    fs::write(project.path().join("run.log"), project.stdout(&["run"])).unwrap();
    done(&project, &["log", "--round", "Dip=first", "Rare=waits for a crash"]);
    fs::remove_file(project.path().join("user_data/strategies/Rare.rhai")).unwrap();
    let project = project.strategy("Dip", &script("//! Paradigm: mean-reversion", 28));
    done(&project, &["run"]);
    done(&project, &["log", "--round", "Dip=less | patient", "Rare=too <few> trades"]);
    project
}

fn done(project: &Project, arguments: &[&str]) -> Output {
    let output = project.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    output
}

fn refused(project: &Project, arguments: &[&str], code: i32, words: &str) {
    let output = project.run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    assert!(stderr(&output).contains(words), "{}", stderr(&output));
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        for path in fs::read_dir(path).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn text(project: &Project, file: &str) -> String {
    fs::read_to_string(project.path().join(file)).unwrap()
}

fn git(project: &Project, arguments: &[&str]) {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@b"];
    let output = Command::new("git")
        .args(identity)
        .args(arguments)
        .current_dir(project.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
}

fn contains(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word} is not in:\n{text}");
    }
}

#[test]
fn everything_is_frozen_and_nothing_else_changes() {
    let project = research();
    let before = files(project.path());
    let said = String::from_utf8(done(&project, &["archive", "v1"]).stdout).unwrap();
    contains(
        &said,
        &[
            "archived:         versions/v1",
            "rounds:           2",
            "3 (3 kept, 0 discarded)",
            "next:",
        ],
    );
    let mut after = files(project.path());
    let archive = files(&project.path().join("versions/v1"));
    after.retain(|name, _| !name.starts_with("versions/"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after);
    let results = "user_data/backtest_results";
    for (frozen, original) in [
        ("config.json", "config.json"),
        ("results.tsv", "results.tsv"),
        ("run.log", "run.log"),
        ("journal.jsonl", &format!("{results}/journal.jsonl")),
        ("strategies/Dip.rhai", "user_data/strategies/Dip.rhai"),
        ("strategies/_common.rhai", "user_data/strategies/_common.rhai"),
    ] {
        assert_eq!(archive[frozen], before[original], "{frozen}");
    }
    let texts = |of: &BTreeMap<String, Vec<u8>>, folder: &str| {
        let below = |(name, text): (&String, &Vec<u8>)| {
            name.strip_prefix(folder).map(|name| (name.to_owned(), text.clone()))
        };
        of.iter().filter_map(below).collect::<BTreeMap<_, _>>()
    };
    let scripts = texts(&archive, "scripts/");
    assert_eq!(scripts.len(), 4, "three of strategies, one that they import");
    assert!(scripts == texts(&before, &format!("{results}/scripts/")));
    // A journal in an archive is as whole as it was.
    done(&project, &["status", "--verify"]);
}

#[test]
fn the_facts_are_filled_in() {
    let project = research();
    done(&project, &["archive", "v1"]);
    let meta = text(&project, "versions/v1/meta.yaml");
    contains(
        &meta,
        &[
            "schema: 1\nversion: \"v1\"\narchived: \"20",
            "first_entry: \"20",
            "commit: \"unversioned\"\nrounds: 2\n",
            "events:\n  create: 2\n  evolve: 1\n  stable: 0\n  fork: 0\n  kill: 1\nruns: 3\n",
            "trials:\n  total: 3\n  kept: 3\n  discarded: 0\n  failed: 0\n",
            "peaks:\n  headline:\n    strategy: \"",
            "  pairs: [\"",
            "  fee: 0.001\n",
            "  max_open_trades: 3\n  headline: \"equity_sharpe\"\n",
        ],
    );
    let retrospective = text(&project, "versions/v1/retrospective.md");
    contains(
        &retrospective,
        &[
            "# Retrospective of v1\n",
            "- Events: 2 create, 1 evolve, 0 stable, 0 fork, 1 kill\n",
            "### Pareto front\n\n| strategy | commit |",
            "| Dip | mean-reversion | 3 |",
            "- Rare (results.tsv:5): its best at unversioned was sharpe ",
            "; “too \\<few> trades”\n",
            "- Round 1, create Dip: sharpe ",
            "- `few-trades`: ",
            "\n## What worked\n\n_",
            "\n## What to try next\n",
        ],
    );
    let last = text(&project, "versions/v1/last_runs.tsv");
    let lines: Vec<&str> = last.lines().collect();
    assert!(lines[0].starts_with("strategy\ttrial\tcommit\ttimerange_label\ttimerange\tsharpe\t"));
    assert!(lines[1].starts_with("Dip\t3\tunversioned\tfull\t"), "{}", lines[1]);
    let cells = |line: &str| line.split('\t').count();
    assert!(lines.len() == 2 && cells(lines[0]) == cells(lines[1]));
}

#[test]
fn an_archive_is_never_touched_again() {
    let project = research();
    done(&project, &["archive", "v1"]);
    let before = files(project.path());
    for again in [&["archive", "v1"][..], &["archive", "v1", "--begin-anew"]] {
        refused(&project, again, 2, "versions/v1 is there already");
    }
    fs::create_dir(project.path().join("versions/empty")).unwrap();
    refused(&project, &["archive", "empty"], 2, "versions/empty is there already");
    fs::write(project.path().join("versions/file"), "").unwrap();
    refused(&project, &["archive", "file"], 2, "versions/file is there already");
    fs::remove_file(project.path().join("versions/file")).unwrap();
    assert!(before == files(project.path()));
    done(&project, &["archive", "v2"]);
    assert!(project.path().join("versions/v2/meta.yaml").is_file());
}

#[test]
fn what_cannot_be_frozen_leaves_nothing_behind() {
    let project = Project::new().strategy("Dip", &script("", 25));
    refused(&project, &["archive", "v1"], 2, "there is nothing to freeze");
    assert!(!project.path().join("versions").exists());
    let project = research();
    for name in ["", "..", ".hidden", "a/b", "../v1", "a b", "größe", "C:x"] {
        refused(&project, &["archive", name], 2, "is no name of an archive");
    }
    let output = project.run(&["archive", "a/b", "--json"]);
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(error["error"]["code"], 2);
    fs::write(project.path().join("versions"), "").unwrap();
    refused(&project, &["archive", "v1"], 3, "versions is no folder");
    assert_eq!(text(&project, "versions"), "");
    // A file that cannot be read, once some of the folder is there.
    fs::remove_file(project.path().join("versions")).unwrap();
    fs::remove_file(project.path().join("program.md")).ok();
    fs::create_dir(project.path().join("program.md")).unwrap();
    refused(&project, &["archive", "v1"], 3, "program.md cannot be read");
    assert!(!project.path().join("versions").exists());
}

#[cfg(unix)]
#[test]
fn a_place_that_is_read_only_is_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let project = research();
    let versions = project.path().join("versions");
    fs::create_dir(&versions).unwrap();
    let permit = |mode| fs::set_permissions(&versions, fs::Permissions::from_mode(mode)).unwrap();
    permit(0o555);
    // Whoever may do everything is not kept out.
    if fs::write(versions.join("probe"), "").is_err() {
        refused(&project, &["archive", "v1"], 3, "versions/v1 cannot be written");
    }
    permit(0o755);
}

#[test]
fn what_a_crash_left_is_in_nobodys_way() {
    let project = research();
    let left = project.path().join("versions/.v1.part");
    fs::create_dir_all(left.join("scripts")).unwrap();
    fs::write(left.join("meta.yaml"), "half of it").unwrap();
    done(&project, &["archive", "v1"]);
    assert!(!left.exists());
    contains(&text(&project, "versions/v1/meta.yaml"), &["rounds: 2"]);
    // A text that was lost is told, and keeps nobody from freezing the rest.
    let scripts = project.path().join("user_data/backtest_results/scripts");
    let one = fs::read_dir(scripts).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(one).unwrap();
    let output = done(&project, &["archive", "v2"]);
    contains(&stderr(&output), &["is not there: the archive lacks it, too"]);
}

#[test]
fn the_books_begin_anew_and_no_copy_brings_the_old_ones_back() {
    for in_repository in [false, true] {
        let project = Project::new()
            .strategy("_common", "fn length() { 14 }\n")
            .strategy("Dip", &script("", 25))
            .strategy("Rare", &script("", 12));
        if in_repository {
            git(&project, &["init", "-q"]);
            fs::write(project.path().join(".gitignore"), "results.tsv\nuser_data/\nrun.log\n")
                .unwrap();
            git(&project, &["add", "."]);
            git(&project, &["commit", "-q", "-m", "first"]);
        }
        let project = goes_on(project);
        let said = done(&project, &["archive", "v1", "--begin-anew"]);
        contains(&String::from_utf8(said.stdout).unwrap(), &["books:            begun anew"]);
        let empty = |project: &Project| {
            assert_eq!(text(project, "results.tsv"), HEADER);
            let document: Value =
                serde_json::from_str(&project.stdout(&["status", "--verify", "--json"])).unwrap();
            let figures =
                (&document["rounds"], &document["trials"]["total"], &document["problems"]);
            assert_eq!(figures, (&0.into(), &0.into(), &Value::Array(vec![])));
        };
        empty(&project);
        assert!(project.path().join("user_data/strategies/Dip.rhai").is_file());
        let frozen = text(&project, "versions/v1/results.tsv");
        assert_eq!(frozen.lines().count(), 5);
        // What git clean takes away is not brought back from before.
        fs::remove_file(project.path().join("results.tsv")).unwrap();
        fs::remove_file(project.path().join("user_data/backtest_results/journal.jsonl")).unwrap();
        done(&project, &["status"]);
        if in_repository {
            empty(&project);
        }
        let again = project.stdout(&["run", "--json"]);
        let again: Value = serde_json::from_str(&again).unwrap();
        assert_eq!(again["summaries"][0]["trial"], 1);
        assert_eq!(again["summaries"][0]["vs_last"], Value::Null);
        done(&project, &["log", "create", "Dip", "--note", "again"]);
        done(&project, &["status", "--verify"]);
        assert_eq!(text(&project, "versions/v1/results.tsv"), frozen);
        done(&project, &["archive", "v2", "--begin-anew"]);
        contains(&text(&project, "versions/v2/meta.yaml"), &["rounds: 1\n", "total: 1\n"]);
        refused(&project, &["archive", "v3"], 2, "there is nothing to freeze");
    }
}

#[test]
fn a_log_that_was_written_by_hand_can_be_frozen() {
    let project = Project::new().strategy("Dip", &script("", 25));
    let rows = "aaaaaaa\tcreate\tDip\t0.5\t-10\tby |hand|\ntorn";
    fs::write(project.path().join("results.tsv"), format!("{HEADER}{rows}")).unwrap();
    done(&project, &["archive", "v1"]);
    contains(&text(&project, "versions/v1/results.tsv"), &[rows]);
    contains(
        &text(&project, "versions/v1/retrospective.md"),
        &["- No journal, frozen", "results.tsv:3 cannot be read", "“by \\|hand\\|”"],
    );
    contains(&text(&project, "versions/v1/meta.yaml"), &["first_entry: null", "trial: null"]);
}
