//! The rules that `log` and `status` know, and how long `status` gets.

use std::fmt::Write as _;
use std::fs;

use super::{Research, strategy};

const HEADER: &str = "commit\tevent\tstrategy_name\tsharpe\tmax_dd\tnote\n";

#[test]
fn a_strategy_may_be_left_alone_for_three_rounds() {
    let research = Research::new();
    research.write("Dip", 30);
    research.write("Deep", 20);
    research.commit("start");
    research.done(&["run"]);
    research.done(&["log", "--round", "Dip=x", "Deep=x"]);
    for rsi in 31..34 {
        research.write("Dip", rsi);
        research.commit("change");
        research.done(&["run"]);
        research.done(&["log", "--round", "Dip=x", "Deep=x"]);
    }
    let status = research.done(&["status"]);
    let must = "must:             Deep was stable 3 rounds in a row: evolve, fork or kill it";
    assert!(status.contains(must), "{status}");
    research.write("Dip", 35);
    research.commit("change");
    research.done(&["run"]);
    insta::assert_snapshot!(research.refused(2, &["log", "--round", "Dip=x", "Deep=x"]), @r"
    error: `Deep` was stable 3 rounds in a row: evolve, fork or kill it now
     = help: change user_data/strategies/Deep.rhai, write a new strategy with `//! Parent: Deep`, or remove the file, and log that
    ");
    // Its fork is work on it.
    fs::write(research.file("Fork"), strategy(21, "//! Parent: Deep")).unwrap();
    research.commit("fork");
    research.done(&["run"]);
    research.done(&["log", "--round", "Dip=x", "Deep=x", "Fork=x"]);
    assert_eq!(research.json(&["status", "--strict"])["must"], serde_json::json!([]));
    research.verify();
}

#[test]
fn broken_rules_are_told_and_fail_when_that_is_asked_for() {
    let research = Research::new();
    let row = |event: &str, name: &str| format!("aaaaaaa\t{event}\t{name}\t1.0\t-2.0\tx\n");
    let write = |rows: &[(&str, &str)]| {
        let rows: String = rows.iter().map(|(event, name)| row(event, name)).collect();
        fs::write(research.path().join("results.tsv"), format!("{HEADER}{rows}")).unwrap();
    };
    let broken = || {
        assert_eq!(research.run(&["status"]).status.code(), Some(0));
        let output = research.run(&["status", "--strict"]);
        let stdout = String::from_utf8(output.stdout).unwrap();
        let line = stdout.lines().find_map(|line| line.strip_prefix("broken:")).unwrap();
        (output.status.code(), line.trim().to_owned())
    };
    fs::write(research.file("A"), strategy(30, "//! Paradigm: breakout")).unwrap();
    fs::write(research.file("B"), strategy(31, "//! Paradigm: volatility")).unwrap();
    write(&[("create", "A"), ("create", "B"), ("stable", "A"), ("evolve", "B")]);
    assert_eq!(broken(), (Some(0), "none".into()));
    write(&[("create", "A"), ("create", "B"), ("stable", "A"), ("stable", "B")]);
    let words = "the last round touched nothing: each one changes something";
    assert_eq!(broken(), (Some(1), words.into()));
    let mut rows = vec![("create", "A"), ("create", "B")];
    (0..4).for_each(|_| rows.extend([("stable", "A"), ("evolve", "B")]));
    write(&rows);
    let words = "A was stable 4 rounds in a row, and at most 3 are allowed";
    assert_eq!(broken(), (Some(1), words.into()));
    fs::write(research.file("B"), strategy(31, "//! Paradigm: breakout")).unwrap();
    write(&[("create", "A"), ("create", "B"), ("evolve", "A"), ("evolve", "B")]);
    let words = "A and B are both breakout: the first strategies differ in paradigm";
    assert_eq!(broken(), (Some(1), words.into()));
    for name in ["C", "D"] {
        research.write(name, 30);
    }
    let words = "4 active strategies, and at most 3 are allowed";
    assert_eq!(broken().1, words);
    // A run refuses them, too, and names the files.
    let said = research.refused(2, &["run"]);
    assert!(said.contains(words) && said.contains("A.rhai, B.rhai, C.rhai, D.rhai"), "{said}");
}

#[test]
fn the_status_stays_short_however_long_the_research_is() {
    let research = Research::new();
    let names = ["MeanReversionWithALongName", "TrendFollowingWithALongName", "Breakout"];
    for (at, name) in names.iter().enumerate() {
        let header = "//! Paradigm: breakout";
        fs::write(research.file(name), strategy(30 + at as u32, header)).unwrap();
    }
    let commit = research.commit("start");
    let mut text = HEADER.to_owned();
    for round in 0..500 {
        for (at, name) in names.iter().enumerate() {
            let event = if round == 0 { "create" } else { ["evolve", "stable"][(round + at) % 2] };
            // Each row is on the front: a better figure and a worse one.
            let (sharpe, max_dd) = (f64::from(round as u32), -1.0 - f64::from(round as u32));
            writeln!(
                text,
                "{commit}\t{event}\t{name}\t{sharpe:.4}\t{max_dd:.4}\t{}",
                "why ".repeat(30)
            )
            .unwrap();
        }
    }
    text.push_str("a damaged row\nand another one\n");
    fs::write(research.path().join("results.tsv"), text).unwrap();
    let status = research.done(&["status"]);
    assert!(status.lines().count() <= 40, "{status}");
    assert!(status.chars().count() <= 2_500, "{}: {status}", status.chars().count());
    assert!(status.contains("rounds:           500 (last: "), "{status}");
    assert!(status.contains("results.tsv:1502 cannot be read: it has 1 cells"), "{status}");
    // With everything that can be said at once.
    for name in ["W", "X", "Y", "Z"] {
        research.write(name, 30);
    }
    for name in names {
        research.remove(name);
    }
    let status = research.done(&["status"]);
    assert!(status.lines().count() <= 40 && status.chars().count() <= 2_500, "{status}");
    assert!(status.contains("killed: git checkout"), "{status}");
}

#[test]
fn the_best_kept_is_in_a_commit_that_is_still_there() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
    let kept = research.git(&["rev-parse", "HEAD"]);
    research.write("Dip", 31);
    research.commit("change");
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
    assert_eq!(research.json(&["status"])["trials"]["kept"], 2);
    research.git(&["reset", "-q", "--hard", kept.trim()]);
    let status = research.json(&["status"]);
    assert_eq!((&status["trials"]["kept"], &status["trials"]["discarded"]), (&1.into(), &1.into()));
    assert_eq!(status["best"]["commit"], kept[..7]);
    assert_eq!(status["best"]["state"], "active");
    // The other one comes back from the journal.
    research.done(&["restore", "2"]);
    assert_eq!(fs::read_to_string(research.file("Dip")).unwrap(), strategy(31, ""));
}

#[test]
fn what_to_do_next_is_a_command() {
    let research = Research::unversioned();
    let next = || research.json(&["status"])["next"][0].as_str().unwrap().to_owned();
    assert!(next().starts_with("write a strategy"));
    research.write("Dip", 30);
    assert_eq!(next(), "autoquant run > run.log");
    research.done(&["run"]);
    assert_eq!(next(), "autoquant log --round Dip=\"…\"");
    research.done(&["log", "--round", "Dip=x"]);
    assert!(next().starts_with("edit a strategy in user_data/strategies"));
    research.remove("Dip");
    assert_eq!(next(), "autoquant log --round Dip=\"…\"");
}

#[test]
fn what_is_in_no_commit_is_committed_first() {
    let research = Research::new();
    let next = || research.json(&["status"])["next"].clone();
    research.write("Dip", 30);
    let commit = ["git add user_data/strategies", "git commit -m \"…\""];
    assert_eq!(next(), serde_json::json!([commit[0], commit[1], "autoquant run > run.log"]));
    research.done(&["run"]);
    let log = "autoquant log --round Dip=\"…\"";
    assert_eq!(next(), serde_json::json!([commit[0], commit[1], log]));
    research.commit("Dip");
    assert_eq!(next(), serde_json::json!([log]));
}

#[test]
fn what_was_only_tried_without_an_edit_is_not_kept() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run", "--fee", "0.002"]);
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
    research.done(&["run", "--fee", "0"]);
    let trials = &research.json(&["status"])["trials"];
    assert_eq!(trials, &serde_json::json!({ "total": 3, "kept": 1, "discarded": 2, "failed": 0 }));
}

#[test]
fn what_is_there_as_it_was_logged_is_kept_whatever_became_of_its_commit() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
    research.git(&["commit", "-q", "--amend", "-m", "another"]);
    let status = research.json(&["status"]);
    assert_eq!(
        (&status["trials"]["kept"], &status["best"]["state"]),
        (&1.into(), &"active".into())
    );
    // Without a repository, and with one later.
    let research = Research::unversioned();
    research.write("Dip", 30);
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
    research.git(&["init", "-q"]);
    assert_eq!(research.json(&["status"])["trials"]["kept"], 1);
}
