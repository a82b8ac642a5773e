//! Lines that were torn, changed or taken away.

use std::fs;

use serde_json::Value;

use super::{RESULTS, Research, strategy};
use crate::support::project::stderr;

/// A research of three rounds.
fn researched() -> Research {
    let research = Research::new();
    for rsi in [30, 31, 32] {
        research.write("Dip", rsi);
        research.commit("change");
        research.done(&["run"]);
        research.done(&["log", "Dip", "--note", "wider"]);
    }
    research
}

/// The problems that are found; the command fails where there are some.
fn problems(research: &Research) -> String {
    let output = research.run(&["status", "--verify", "--json"]);
    let status: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems = status["problems"].as_array().unwrap();
    assert_eq!(output.status.code(), Some(i32::from(!problems.is_empty())));
    problems.iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_changed_line_of_the_journal_is_found() {
    let research = researched();
    assert_eq!(problems(&research), "");
    let whole = fs::read_to_string(research.journal()).unwrap();
    for (from, to) in [
        ("\"trade_count\":", "\"trade_count\":9"),
        ("\"strategy\":\"Dip\"", "\"strategy\":\"Dap\""),
        ("create", "evolve"),
    ] {
        fs::write(research.journal(), whole.replacen(from, to, 1)).unwrap();
        let found = problems(&research);
        assert!(found.contains("journal.jsonl:"), "{found}");
        assert!(found.contains("this line was changed: its hash is another one"), "{found}");
    }
    // The whole line with a hash of its own: then the next one does not follow.
    let lines: Vec<&str> = whole.lines().collect();
    let without: Vec<&str> = [&lines[..2], &lines[3..]].concat();
    fs::write(research.journal(), without.join("\n") + "\n").unwrap();
    let found = problems(&research);
    assert!(found.contains("journal.jsonl:3: it does not follow the line before"), "{found}");
    assert!(found.contains("journal.jsonl:4: it is trial 2, and says 3"), "{found}");
}

#[test]
fn a_torn_line_is_found_and_set_aside_by_the_next_run() {
    let research = researched();
    fs::remove_dir_all(research.path().join(".git/autoquant")).unwrap();
    let whole = fs::read_to_string(research.journal()).unwrap();
    let torn = &whole[..whole.len() - 25];
    fs::write(research.journal(), torn).unwrap();
    assert!(problems(&research).contains("this line is torn"));
    let said = research.run(&["run"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("it was moved to journal.torn"));
    let kept = fs::read_to_string(research.path().join(RESULTS).join("journal.torn")).unwrap();
    assert!(torn.ends_with(kept.trim_end()));
    let found = problems(&research);
    assert!(!found.contains("journal.jsonl"), "{found}");
    // The torn line was the last event: its row stands in the log, and the journal does not have it.
    assert!(found.contains("results.tsv:4: the journal knows nothing of this row"), "{found}");
}

#[test]
fn rows_and_scripts_that_were_changed_are_found() {
    let research = researched();
    let file = research.path().join("results.tsv");
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, whole.replacen("wider", "better", 1)).unwrap();
    let found = problems(&research);
    assert!(found.contains("results.tsv:2: the journal knows nothing of this row"), "{found}");
    assert!(found.contains("a row that was logged is not there"), "{found}");
    fs::write(&file, &whole).unwrap();
    let scripts = research.path().join(RESULTS).join("scripts");
    let script = fs::read_dir(&scripts).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&script).unwrap();
    fs::write(&script, format!("{text} ")).unwrap();
    assert!(problems(&research).contains("was changed"));
    fs::remove_file(&script).unwrap();
    assert!(problems(&research).contains("cannot be used: No such file"));
}

#[test]
fn an_index_that_does_not_fit_is_made_anew() {
    let research = researched();
    let index = research.path().join(RESULTS).join("journal.index");
    let whole = fs::read_to_string(&index).unwrap();
    let status = research.done(&["status"]);
    for wrong in ["", "nonsense\n", &whole[..whole.len() / 2], &whole.replace("log", "lag")] {
        fs::write(&index, wrong).unwrap();
        assert_eq!(research.done(&["status"]), status, "{wrong}");
    }
    // One that was changed elsewhere than at its end is found.
    fs::write(&index, whole.replacen("run", "ran", 1)).unwrap();
    assert!(problems(&research).contains("journal.index: it does not fit the journal"));
    fs::remove_file(&index).unwrap();
    assert_eq!(research.done(&["status"]), status);
    assert_eq!(fs::read_to_string(&index).unwrap(), whole);
}

#[test]
fn every_prefix_of_a_journal_leads_to_books_that_hold_together() {
    let research = researched();
    let whole = fs::read(research.journal()).unwrap();
    let ledger = fs::read(research.path().join("results.tsv")).unwrap();
    // A crash cuts off the journal first: rows without an entry cannot be.
    for cut in [0, 1, 40, 700] {
        fs::remove_dir_all(research.path().join(".git/autoquant")).unwrap();
        fs::write(research.path().join("results.tsv"), &ledger).unwrap();
        fs::write(research.journal(), &whole[..whole.len() - cut]).unwrap();
        research.done(&["run"]);
        let status = research.json(&["status", "--verify"]);
        let problems = status["problems"].to_string();
        assert!(!problems.contains("journal.jsonl"), "{cut}: {problems}");
    }
}

#[test]
fn a_journal_that_somebody_changed_makes_way_for_its_copy() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run"]);
    let text = fs::read_to_string(research.journal()).unwrap();
    fs::write(research.journal(), text.replacen("\"number\":1", "\"number\":9", 1)).unwrap();
    let output = research.run(&["log", "Dip", "--note", "x"]);
    let said = stderr(&output);
    assert!(said.contains("was changed by somebody: it is now journal.1.changed"), "{said}");
    assert!(fs::read_to_string(research.journal()).unwrap().starts_with(&text));
    research.verify();
    // A script that was changed in place comes back from its copy too.
    let scripts = research.path().join(RESULTS).join("scripts");
    let script = fs::read_dir(&scripts).unwrap().next().unwrap().unwrap().path();
    fs::write(&script, "changed").unwrap();
    let problems = research.json(&["status", "--verify"])["problems"].to_string();
    assert!(problems.contains("it was changed"), "{problems}");
    research.done(&["restore", "1", "--as", "Again"]);
    assert_eq!(fs::read_to_string(research.file("Again")).unwrap(), strategy(30, ""));
}

#[test]
fn rows_that_were_moved_are_found() {
    let research = Research::new();
    for (name, rsi) in [("A", 30), ("B", 31), ("C", 32)] {
        research.write(name, rsi);
    }
    research.commit("start");
    research.done(&["run"]);
    research.done(&["log", "--round", "A=x", "B=x", "C=x"]);
    let file = research.path().join("results.tsv");
    let text = fs::read_to_string(&file).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.swap(1, 3);
    fs::write(&file, lines.join("\n") + "\n").unwrap();
    let problems = research.json(&["status", "--verify"])["problems"].to_string();
    assert!(problems.contains("results.tsv:3: this row was moved"), "{problems}");
}

#[test]
fn books_without_a_second_copy_say_so() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    let place = research.path().join(".git/autoquant");
    fs::write(&place, "in the way").unwrap();
    let said = stderr(&research.run(&["run"]));
    assert!(said.contains("the books have no second copy"), "{said}");
}

#[test]
fn a_new_workspace_does_not_inherit_the_books_of_one_that_is_gone() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run"]);
    for gone in [RESULTS, "config.json", "user_data/strategies"] {
        let path = research.path().join(gone);
        fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path)).unwrap();
    }
    research.done(&["init", "."]);
    assert_eq!(research.json(&["status"])["trials"]["total"], 0);
}
