//! Logs, notes, folders and repositories as they come.

use std::fs;

use super::{RESULTS, Research, strategy, summary_value};

fn one_run() -> Research {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    research.done(&["run"]);
    research
}

const LOG: [&str; 4] = ["log", "Dip", "--note", "x"];
const HEADER: &str = "commit\tevent\tstrategy_name\tsharpe\tmax_dd\tnote";

#[test]
fn a_log_with_another_header_is_left_alone() {
    let research = one_run();
    let file = research.path().join("results.tsv");
    for text in ["date,profit\n1,2\n", "aaaaaaa\tcreate\tDip\t1\t-2\tx\n", "\n"] {
        fs::write(&file, text).unwrap();
        insta::allow_duplicates! {
            insta::assert_snapshot!(research.refused(3, &LOG), @r#"
            error: results.tsv:1: this is not the header of the event log
             = help: make the first line "commit event strategy_name sharpe max_dd note" with tabs between the words; nothing was written
            "#);
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        research.done(&["run"]);
        assert!(research.done(&["status"]).contains("results.tsv:1 is not the header"));
    }
}

#[test]
fn damaged_lines_and_other_line_ends_stay_as_they_are() {
    let research = one_run();
    let file = research.path().join("results.tsv");
    let rows = "aaaaaaa\tcreate\tOld\t1.0\t-2.0\tx\r\naaaaaaa\tevolve\tOld\tmany\t-2\tx\r\n";
    let text = format!("\u{feff}{HEADER}\r\n{rows}aaaaaaa\tevo");
    fs::write(&file, &text).unwrap();
    research.done(&LOG);
    let after = fs::read_to_string(&file).unwrap();
    let row = after.strip_prefix(&text).expect("nothing is lost").trim();
    assert!(row.ends_with("\tx") && row.contains("\tcreate\tDip\t"), "{row}");
    let status = research.json(&["status"]);
    assert_eq!(status["rounds"], 1);
    let notes = status["notes"].to_string();
    assert!(
        notes.contains("results.tsv:3 cannot be read: `many` is no number; and 1 more"),
        "{notes}"
    );
    let said = research.run(&["run"]);
    let said = String::from_utf8(said.stderr).unwrap();
    assert!(said.contains("warning[AQ420]: results.tsv:4: this line cannot be read"), "{said}");
}

#[test]
fn notes_of_all_kinds_are_one_cell() {
    let research = one_run();
    let notes = ["tab\there\r\nand \"there\"", "größer 🚀 'so' \\n", "=1+1", "a\u{2028}b", "-note"];
    for (at, note) in notes.iter().enumerate() {
        research.write("Dip", 31 + at as u32);
        research.commit("change");
        research.done(&["run"]);
        research.done(&["log", "Dip", &format!("--note={note}")]);
    }
    let cells: Vec<String> = research.rows().into_iter().map(|row| row[5].clone()).collect();
    assert_eq!(cells, ["tab here  and \"there\"", "größer 🚀 'so' \\n", "=1+1", "a b", "-note"]);
    assert!(research.rows().iter().all(|row| row.len() == 6));
    research.verify();
    assert!(
        research.refused(2, &["log", "Dip", "--note", " "]).contains("the note for `Dip` is empty")
    );
}

#[test]
fn what_is_no_event_and_no_strategy_is_told_with_the_mend() {
    let research = one_run();
    let said = |arguments: &[&str]| research.refused(2, arguments);
    insta::assert_snapshot!(said(&["log", "evolv", "Dip", "--note", "x"]), @r"
    error: `evolv` is no event
     = help: did you mean `evolve`?
    ");
    insta::assert_snapshot!(said(&["log", "kill", "--note", "x"]), @r#"
    error: which strategy? `kill` is an event
     = help: write autoquant log kill NAME --note "…"
    "#);
    insta::assert_snapshot!(said(&["log", "Dip"]), @r#"
    error: a note is missing
     = help: add --note "what was tried, and what came of it"
    "#);
    insta::assert_snapshot!(said(&["log", "evolve", "Dip", "wider", "stop"]), @r#"
    error: `wider` is one word too many
     = help: write autoquant log EVENT Dip --note "…": the note in quotes
    "#);
    insta::assert_snapshot!(said(&["log", "Dap", "--note", "x"]), @r"
    error: there is no strategy `Dap`: no file in user_data/strategies, and no row in results.tsv
     = help: did you mean `Dip`?
    ");
    insta::assert_snapshot!(said(&["restore", "7"]), @r"
    error: there is no trial 7: the journal has 1
     = help: SUMMARY blocks and `autoquant status` name trials
    ");
    fs::write(research.file("kill"), "").unwrap();
    insta::assert_snapshot!(said(&["run"]), @r"
    error: `user_data/strategies/kill.rhai` is no name of a strategy
     = help: an event of the log has this name: choose another one
    ");
}

#[test]
fn a_script_that_was_never_run_is_not_written_over() {
    let research = one_run();
    research.write("Dip", 31);
    let said = research.refused(2, &["restore", "1"]);
    assert!(said.contains("Dip.rhai holds another script, which was never run and would be lost"));
    research.done(&["restore", "1", "--as", "Old"]);
    research.done(&["run"]);
    // A trial has the name that it was first run under.
    research.done(&["restore", "1"]);
    assert_eq!(fs::read_to_string(research.file("Dip")).unwrap(), strategy(30, ""));
    research.done(&["restore", "1"]);
    assert!(research.refused(2, &["restore", "1", "--as", "../x"]).contains("is no name"));
    // No text at all is none that was run.
    fs::write(research.file("Dip"), b"\xff\xfe").unwrap();
    assert!(research.refused(2, &["restore", "1"]).contains("never run and would be lost"));
    assert_eq!(fs::read(research.file("Dip")).unwrap(), b"\xff\xfe");
}

#[test]
fn books_that_cannot_be_kept_take_no_result() {
    let research = Research::unversioned();
    research.write("Dip", 30);
    // A file where the folder belongs: root may write everywhere.
    fs::remove_dir_all(research.path().join(RESULTS)).unwrap();
    fs::write(research.path().join(RESULTS), "").unwrap();
    let output = research.run(&["run"]);
    assert_eq!(output.status.code(), Some(0));
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(summary_value(&stdout, "Dip", "trial"), "not written down");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("warning[AQ422]: this run is in no journal: "), "{said}");
    assert!(research.refused(3, &LOG).contains("user_data/backtest_results is no folder"));
    fs::remove_file(research.path().join(RESULTS)).unwrap();
    fs::remove_file(research.path().join("results.tsv")).unwrap();
    fs::create_dir(research.path().join("results.tsv")).unwrap();
    assert!(research.refused(3, &["status"]).contains("results.tsv cannot be read"));
}

#[test]
fn without_a_repository_everything_works() {
    let research = Research::unversioned();
    research.write("Dip", 30);
    let stdout = research.done(&["run"]);
    assert_eq!(summary_value(&stdout, "Dip", "commit"), "unversioned");
    research.done(&LOG);
    assert_eq!(research.rows()[0][0], "unversioned");
    let status = research.json(&["status", "--verify"]);
    assert_eq!(
        (&status["trials"]["kept"], &status["best"]["strategy"]),
        (&1.into(), &"Dip".into())
    );
    assert_eq!(status["problems"], serde_json::json!([]));
    research.write("Dip", 31);
    research.done(&["run"]);
    research.done(&LOG);
    assert_eq!(research.rows()[1][1], "evolve");
    // The rows have one commit; each has its own script nevertheless.
    research.done(&["restore", "1"]);
    let status = research.json(&["status"]);
    assert_eq!(status["strategies"][0]["event"], "evolve");
}

#[test]
fn bare_shallow_and_detached_repositories() {
    let research = one_run();
    research.done(&LOG);
    research.write("Dip", 31);
    let commit = research.commit("change");
    research.git(&["checkout", "-q", "--detach"]);
    let stdout = research.done(&["run"]);
    assert_eq!(summary_value(&stdout, "Dip", "commit"), commit);
    research.done(&LOG);
    assert_eq!(research.json(&["status"])["trials"]["kept"], 2);
    // A shallow clone ends where its history does.
    let head = research.git(&["rev-parse", "HEAD"]);
    fs::write(research.path().join(".git/shallow"), head).unwrap();
    research.done(&["run"]);
    assert_eq!(research.json(&["status"])["trials"]["kept"], 1);
    // A bare one has no work tree that could hold a workspace.
    research.git(&["config", "core.bare", "true"]);
    let stdout = research.done(&["run"]);
    assert_eq!(summary_value(&stdout, "Dip", "commit"), "unversioned");
    research.done(&["status"]);
}

#[test]
fn an_entry_that_the_index_lies_about_is_not_used() {
    let research = one_run();
    for name in ["Deep", "Last"] {
        research.write(name, if name == "Deep" { 20 } else { 25 });
        research.done(&["run", name]);
    }
    let index = research.path().join(RESULTS).join("journal.index");
    let text = fs::read_to_string(&index).unwrap();
    // The scripts of the first two entries change places.
    let scripts: Vec<&str> = text.lines().map(|line| line.split('\t').nth(7).unwrap()).collect();
    let swapped = text.replace(scripts[0], "x").replace(scripts[1], scripts[0]);
    fs::write(&index, swapped.replace('x', scripts[1])).unwrap();
    let said = research.refused(3, &LOG);
    assert!(said.contains("or its index was changed by somebody else"), "{said}");
    fs::remove_file(&index).unwrap();
    research.done(&LOG);
    let sharpe = research.entries()[0]["summary"]["robust_equity_sharpe"].as_f64().unwrap();
    assert_eq!(research.rows()[0][3], format!("{sharpe:.4}"));
    research.verify();
}

#[test]
fn a_note_may_begin_with_a_dash_and_an_option_is_none() {
    let research = one_run();
    assert!(research.refused(2, &["log", "Dip", "--note", "--json"]).contains("this is an option"));
    research.done(&["log", "Dip", "--note", "-5 % less"]);
    assert_eq!(research.rows()[0][5], "-5 % less");
}

#[test]
fn a_block_of_a_label_is_no_summary() {
    let research = Research::new();
    let text =
        strategy(30, "") + "const test_timeranges = [[\"SUMMARY\", \"20220101-20220201\"]];\n";
    fs::write(research.file("Dip"), text).unwrap();
    assert!(research.refused(1, &["run"]).contains("none SUMMARY"));
}
