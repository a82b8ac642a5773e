//! Which event it is follows from the files; what contradicts them is refused.

use std::fs;

use super::{Research, strategy, summary_value};

#[test]
fn the_event_follows_from_the_script() {
    let research = Research::new();
    research.write("Dip", 30);
    let commit = research.commit("start");
    let log = |name: &str| {
        research.done(&["run", "Dip"]);
        research.done(&["log", name, "--note", "a note"]);
        research.rows().pop().unwrap()
    };
    let row = log("Dip");
    assert_eq!((row[0].as_str(), row[1].as_str(), row[2].as_str()), (&*commit, "create", "Dip"));
    assert_eq!(log("Dip")[1], "stable");
    research.write("Dip", 31);
    research.commit("change");
    assert_eq!(log("Dip")[1], "evolve");
    // What is undone is a change, too.
    research.write("Dip", 30);
    research.commit("undone");
    assert_eq!(log("Dip")[1], "evolve");
    research.remove("Dip");
    let head = research.commit("gone");
    research.done(&["log", "Dip", "--note", "it never worked"]);
    assert_eq!(research.rows().pop().unwrap()[..5], [&*head, "kill", "Dip", "-", "-"]);
    // Whoever comes back is new.
    research.write("Dip", 30);
    research.commit("back");
    assert_eq!(log("Dip")[1], "create");
    research.verify();
}

#[test]
fn the_figures_are_the_headline_of_the_last_run_of_this_script() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    let stdout = research.done(&["run"]);
    // A run that tries something is no run of the contract.
    research.done(&["run", "--fee", "0.05"]);
    research.done(&["log", "Dip", "--note", "first"]);
    let row = research.rows().pop().unwrap();
    assert_eq!(row[3], summary_value(&stdout, "Dip", "robust_equity_sharpe"));
    assert_eq!(row[4], summary_value(&stdout, "Dip", "worst_equity_dd_pct"));
    let config = fs::read_to_string(research.path().join("config.json")).unwrap();
    let other = config.replace("\"fee\"", "\"autoquant\": { \"headline\": \"sharpe\" }, \"fee\"");
    fs::write(research.path().join("config.json"), other).unwrap();
    research.done(&["log", "Dip", "--note", "the same by the other headline"]);
    let row = research.rows().pop().unwrap();
    assert!(summary_value(&stdout, "Dip", "robust_sharpe").starts_with(&row[3]));
    assert_eq!(row[4], summary_value(&stdout, "Dip", "worst_dd_pct"));
}

#[test]
fn what_was_not_run_has_no_figures() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    let log = ["log", "Dip", "--note", "first"];
    insta::assert_snapshot!(research.refused(2, &log), @r"
    error: there are no figures for `Dip`: this version of it was not run
     = help: run `autoquant run Dip` first, then log it
    ");
    research.done(&["run", "--fee", "0.002"]);
    assert!(research.refused(2, &log).contains("it was only tried with `--set`, `--fee` or"));
    research.done(&["run"]);
    let config = fs::read_to_string(research.path().join("config.json")).unwrap();
    fs::write(research.path().join("config.json"), config.replace("0.001", "0.002")).unwrap();
    assert!(research.refused(2, &log).contains("config.json has changed since it was run"));
    fs::write(research.path().join("config.json"), config).unwrap();
    research.write("Dip", 31);
    assert!(research.refused(2, &log).contains("this version of it was not run"));
    assert!(research.rows().is_empty());
}

#[test]
fn a_run_that_failed_is_logged_without_figures() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "first"]);
    fs::write(research.file("Dip"), "let x = ;").unwrap();
    research.commit("broken");
    assert_eq!(research.run(&["run"]).status.code(), Some(1));
    research.done(&["log", "Dip", "--note", "does not parse"]);
    assert_eq!(research.rows().pop().unwrap()[1..5], ["evolve", "Dip", "-", "-"]);
    research.verify();
}

#[test]
fn an_event_that_contradicts_the_files_is_refused_with_the_reason() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run"]);
    insta::assert_snapshot!(research.refused(2, &["log", "evolve", "Dip", "--note", "x"]), @r"
    error: `Dip` is no evolve: it is new, and its header names no parent (`//! Parent: NAME`)
     = help: leave the event out, or write `create`
    ");
    research.done(&["log", "create", "Dip", "--note", "x"]);
    insta::assert_snapshot!(research.refused(2, &["log", "evolve", "Dip", "--note", "x"]), @r"
    error: `Dip` is no evolve: its script is the one that was logged before (results.tsv:2)
     = help: leave the event out, or write `stable`
    ");
    insta::assert_snapshot!(research.refused(2, &["log", "kill", "Dip", "--note", "x"]), @r"
    error: `Dip` is no kill: its script is the one that was logged before (results.tsv:2)
     = help: remove user_data/strategies/Dip.rhai first (`git rm` does), or leave the event out
    ");
    fs::write(research.file("Child"), strategy(25, "//! Parent: Dip")).unwrap();
    research.done(&["run"]);
    insta::assert_snapshot!(research.refused(2, &["log", "create", "Child", "--note", "x"]), @r"
    error: `Child` is no create: it is new, and its parent Dip is active
     = help: leave the event out, or write `fork`
    ");
    research.done(&["log", "fork", "Child", "--note", "x"]);
    assert_eq!(research.rows().pop().unwrap()[2], "Dip→Child");
    fs::write(research.file("Orphan"), strategy(26, "//! Parent: Nobody")).unwrap();
    research.done(&["run"]);
    insta::assert_snapshot!(research.refused(2, &["log", "fork", "Orphan", "--note", "x"]), @r"
    error: `Orphan` is no fork: it is new, and its parent Nobody is not active
     = help: leave the event out, or write `create`
    ");
    research.remove("Dip");
    insta::assert_snapshot!(research.refused(2, &["log", "stable", "Dip", "--note", "x"]), @r"
    error: `Dip` is no stable: user_data/strategies/Dip.rhai is not there any more
     = help: leave the event out, or write `kill`
    ");
    assert_eq!(research.rows().len(), 2);
}

#[test]
fn a_strategy_that_is_hidden_is_gone() {
    let research = Research::new();
    research.write("Dip", 30);
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
    fs::rename(research.file("Dip"), research.file("_Dip")).unwrap();
    research.done(&["log", "kill", "Dip", "--note", "kept for later"]);
    insta::assert_snapshot!(research.refused(2, &["log", "kill", "Dip", "--note", "again"]), @r"
    error: `Dip` was killed already (results.tsv:3)
     = help: a strategy that is gone has no further events; to bring it back, write its file and log it as new
    ");
}

#[test]
fn a_round_is_whole_or_nothing() {
    let research = Research::new();
    research.write("Dip", 30);
    research.write("Deep", 20);
    research.commit("start");
    research.done(&["run"]);
    insta::assert_snapshot!(research.refused(2, &["log", "--round", "Dip=x"]), @r#"
    error: the round is not whole: no note for Deep
     = help: add Deep="…"
    "#);
    insta::assert_snapshot!(research.refused(2, &["log", "--round", "Dip=x", "Deep=x", "Dup=x"]), @r"
    error: there is no strategy `Dup`: no file in user_data/strategies, and no row in results.tsv
     = help: did you mean `Dip`?
    ");
    assert!(research.rows().is_empty());
    research.done(&["log", "--round", "Dip=x", "--note", "Deep=y = 2"]);
    assert_eq!(research.rows()[1][5], "y = 2");
    insta::assert_snapshot!(research.refused(2, &["log", "--round", "Dip=x", "Deep=x"]), @r"
    error: this round touches nothing: every strategy is as it was logged before
     = help: change, fork, create or remove at least one strategy, run, and log
    ");
    // One that is gone belongs to the round; one that is not run keeps all of it back.
    research.remove("Deep");
    research.write("Dip", 31);
    assert!(research.refused(2, &["log", "--round", "Dip=x"]).contains("no note for Deep"));
    let log = ["log", "--round", "Dip=x", "Deep=x"];
    assert!(research.refused(2, &log).contains("there are no figures for `Dip`"));
    assert_eq!(research.rows().len(), 2);
    research.commit("change");
    research.done(&["run"]);
    research.done(&log);
    assert_eq!(research.rows().len(), 4);
    research.verify();
}

#[test]
fn a_run_before_the_commit_is_logged_with_the_commit_that_has_the_script() {
    let research = Research::new();
    research.write("Dip", 30);
    let stdout = research.done(&["run"]);
    assert!(summary_value(&stdout, "Dip", "commit").ends_with("-dirty"));
    let commit = research.commit("start");
    research.done(&["log", "Dip", "--note", "x"]);
    assert_eq!(research.rows()[0][0], commit);
    research.write("Dip", 31);
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
    assert_eq!(research.rows()[1][0], format!("{commit}-dirty"));
    let status = research.json(&["status"]);
    assert_eq!(status["trials"]["kept"], 1);
    assert!(status["notes"].to_string().contains("in no commit (-dirty): commit before you log"));
}

#[test]
fn trials_are_counted_once_and_compared_with_the_one_before() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    let run = |arguments: &[&str]| research.done(&[&["run"], arguments].concat());
    let first = run(&[]);
    assert_eq!(summary_value(&first, "Dip", "trial"), "1");
    assert_eq!(summary_value(&first, "Dip", "vs_last"), "none");
    assert_eq!(run(&[]), first, "the same run again says the same");
    assert_eq!(summary_value(&run(&["--fee", "0.002"]), "Dip", "trial"), "2");
    assert_eq!(summary_value(&run(&["--timerange", "20220101-20220201"]), "Dip", "trial"), "3");
    assert_eq!(summary_value(&run(&["--fee", "0.001"]), "Dip", "trial"), "1");
    research.write("Dip", 35);
    research.commit("change");
    let second = run(&[]);
    assert_eq!(summary_value(&second, "Dip", "trial"), "4");
    let number =
        |stdout: &str, key: &str| -> f64 { summary_value(stdout, "Dip", key).parse().unwrap() };
    let change = number(&second, "robust_equity_sharpe") - number(&first, "robust_equity_sharpe");
    let vs_last = summary_value(&second, "Dip", "vs_last");
    let said: f64 = vs_last.split(['=', ' ']).nth(1).unwrap().parse().unwrap();
    assert!((said - change).abs() < 2e-4, "{vs_last}: {change}");
    assert!(vs_last.contains("(trial 1, "), "{vs_last}");
    assert_eq!(research.entries().len(), 6);
}

#[test]
fn a_run_is_compared_with_what_was_logged_too() {
    let research = Research::new();
    research.write("Dip", 30);
    let commit = research.commit("start");
    let vs = |key: &str| summary_value(&research.done(&["run"]), "Dip", key);
    assert_eq!(vs("vs_kept"), "none", "it was never logged");
    research.done(&["log", "Dip", "--note", "x"]);
    assert_eq!(vs("vs_kept"), format!("the same (trial 1, {commit})"));
    for rsi in [35, 36] {
        research.write("Dip", rsi);
        research.commit("attempt");
        let kept = vs("vs_kept");
        assert!(kept.ends_with(&format!("(trial 1, {commit})")), "{kept}");
    }
    assert!(vs("vs_last").contains("(trial 2, "));
    let text = fs::read_to_string(research.file("Dip")).unwrap();
    let ranges = "const test_timeranges = [[\"bull\", \"20220101-20220301\"]];\n";
    fs::write(research.file("Dip"), format!("{text}{ranges}")).unwrap();
    for key in ["vs_kept", "vs_last"] {
        assert!(vs(key).ends_with("; other timeranges: not comparable"), "{}", vs(key));
    }
    research.remove("Dip");
    research.done(&["log", "Dip", "--note", "gone"]);
    research.write("Dip", 30);
    assert_eq!(vs("vs_kept"), "none", "it was killed, and is new");
}

#[test]
fn a_new_strategy_needs_a_slot_and_a_version_of_its_own() {
    let research = Research::new();
    for name in ["A", "B", "C"] {
        research.write(name, 30);
    }
    research.commit("start");
    research.done(&["run"]);
    fs::copy(research.file("A"), research.file("Copy")).unwrap();
    let said = research.refused(2, &["log", "Copy", "--note", "x"]);
    assert!(said.contains("`Copy` is new, and 4 strategies are active: at most 3 are allowed"));
    research.remove("C");
    research.done(&["log", "Copy", "--note", "x"]);
    assert!(research.rows()[0][0].ends_with("-dirty"), "the copy is in no commit");
}

#[test]
fn candles_that_were_away_for_a_moment_are_no_result() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    let file = research.path().join("user_data/data/demo/ETH_USDT-1h.feather");
    let away = research.path().join("away");
    assert!(file.is_file());
    fs::rename(&file, &away).unwrap();
    assert_eq!(research.run(&["run"]).status.code(), Some(3));
    fs::rename(&away, &file).unwrap();
    let said = research.refused(2, &["log", "Dip", "--note", "x"]);
    assert!(said.contains("its last run failed"), "{said}");
    research.done(&["run"]);
    research.done(&["log", "Dip", "--note", "x"]);
}
