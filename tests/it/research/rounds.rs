//! Thirty rounds, with everything that happens in a night.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use super::{Research, strategy, summary_value};

/// One round: run, then log all of it.
#[track_caller]
fn round(research: &Research, notes: &[&str]) {
    research.done(&["run"]);
    log(research, notes);
}

#[track_caller]
fn log(research: &Research, notes: &[&str]) {
    research.done(&[&["log", "--round"], notes].concat());
    research.verify();
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one night")]
fn thirty_rounds_leave_books_that_are_complete_and_hold_together() {
    let research = Research::new();
    let (mut rows, mut runs) = (0, 0);
    let check = |research: &Research, rows: usize, runs: usize| {
        assert_eq!(research.rows().len(), rows);
        let of = |kind: &str| research.entries().iter().filter(|one| one["kind"] == kind).count();
        assert_eq!(of("run"), runs);
    };

    // 1: two strategies are created.
    research.write("Dip", 30);
    research.write("Deep", 20);
    research.commit("start");
    round(&research, &["Dip=first", "Deep=first"]);
    (rows, runs) = (rows + 2, runs + 2);
    check(&research, rows, runs);

    // 2 to 9: one of them is changed each time.
    for (at, rsi) in (31..39).enumerate() {
        let name = if at % 2 == 0 { "Dip" } else { "Deep" };
        research.write(name, rsi);
        research.commit("change");
        round(&research, &["Dip=wider", "Deep=wider\tand\nwider"]);
        (rows, runs) = (rows + 2, runs + 2);
        check(&research, rows, runs);
    }
    assert_eq!(research.rows()[2][1..3], ["evolve", "Dip"]);
    assert_eq!(research.rows()[3][1..3], ["stable", "Deep"]);
    assert_eq!(research.rows()[3][5], "wider and wider");

    // 10: a fork; its parent is as it was.
    fs::write(research.file("Fork"), strategy(25, "//! Parent: Dip")).unwrap();
    research.commit("fork");
    round(&research, &["Fork=Dip, but deeper", "Dip=as it was", "Deep=as it was"]);
    (rows, runs) = (rows + 3, runs + 3);
    check(&research, rows, runs);
    assert_eq!(research.rows()[rows - 3][1..3], ["fork", "Dip→Fork"]);

    // 11: a script that does not parse is run, and counts as a trial; it is mended and logged.
    fs::write(research.file("Deep"), "let x = ;").unwrap();
    research.commit("broken");
    let output = research.run(&["run"]);
    assert_eq!(output.status.code(), Some(1));
    let stdout = String::from_utf8(output.stdout).unwrap();
    let trial: usize = summary_value(&stdout, "Deep", "trial").parse().unwrap();
    assert_eq!(research.json(&["status"])["trials"]["total"], trial);
    assert_eq!(research.json(&["status"])["trials"]["failed"], 1);
    research.write("Deep", 40);
    research.commit("mended");
    round(&research, &["Fork=as it was", "Dip=as it was", "Deep=mended"]);
    (rows, runs) = (rows + 3, runs + 6);
    check(&research, rows, runs);

    // 12: one is killed, with its file.
    research.remove("Fork");
    research.commit("killed");
    round(&research, &["Fork=beaten", "Dip=as it was", "Deep=as it was"]);
    (rows, runs) = (rows + 3, runs + 2);
    check(&research, rows, runs);
    assert_eq!(research.rows()[rows - 3][1..5], ["kill", "Fork", "-", "-"]);

    // 13: a crash in the middle of the journal's last line, which has no copy yet.
    research.write("Dip", 41);
    research.commit("change");
    fs::OpenOptions::new()
        .append(true)
        .open(research.journal())
        .unwrap()
        .write_all(b"{\"hash\":\"0123456789abcdef0123456789abcdef\",\"pre")
        .unwrap();
    round(&research, &["Dip=after a crash", "Deep=as it was"]);
    (rows, runs) = (rows + 2, runs + 2);
    check(&research, rows, runs);

    // 14: what was tried is thrown away again; books and trials stay.
    let before = research.git(&["rev-parse", "HEAD"]);
    research.write("Deep", 55);
    research.commit("a bad idea");
    research.done(&["run", "Deep"]);
    runs += 1;
    research.git(&["reset", "-q", "--hard", before.trim()]);
    check(&research, rows, runs);
    research.verify();
    research.write("Deep", 42);
    research.commit("a better one");
    round(&research, &["Dip=as it was", "Deep=better"]);
    (rows, runs) = (rows + 2, runs + 2);
    check(&research, rows, runs);

    // 15: everything that is not in a commit is swept away, the candles apart.
    let ledger = fs::read(research.path().join("results.tsv")).unwrap();
    let journal = fs::read(research.journal()).unwrap();
    research.git(&["clean", "-fdxq", "-e", "user_data/data"]);
    assert!(!research.journal().exists() && research.rows().is_empty());
    research.done(&["status"]);
    assert!(fs::read(research.path().join("results.tsv")).unwrap() == ledger);
    assert!(fs::read(research.journal()).unwrap() == journal);
    research.verify();
    research.write("Dip", 43);
    research.commit("change");
    round(&research, &["Dip=wider", "Deep=as it was"]);
    (rows, runs) = (rows + 2, runs + 2);
    check(&research, rows, runs);

    // 16: two processes log at once, a strategy each.
    research.write("Dip", 44);
    research.write("Deep", 45);
    research.commit("both");
    research.done(&["run"]);
    runs += 2;
    let log = |name: &str| {
        Command::new(env!("CARGO_BIN_EXE_autoquant"))
            .args(["log", name, "--note", "at once"])
            .current_dir(research.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let both = [log("Dip"), log("Deep")];
    assert!(both.into_iter().all(|mut child| child.wait().unwrap().success()));
    rows += 2;
    check(&research, rows, runs);
    research.verify();

    // 17 to 30: on it goes.
    for at in 17..=30_u32 {
        research.write(if at % 2 == 0 { "Dip" } else { "Deep" }, 20 + at);
        research.commit("change");
        round(&research, &["Dip=on", "Deep=on"]);
        (rows, runs) = (rows + 2, runs + 2);
        check(&research, rows, runs);
    }
    let status = research.json(&["status", "--strict"]);
    assert_eq!(status["rounds"], 30);
    assert_eq!(status["broken"], serde_json::json!([]));
    let trials = &status["trials"];
    let (kept, discarded) =
        (trials["kept"].as_u64().unwrap(), trials["discarded"].as_u64().unwrap());
    // The broken script and the one that was thrown away were not kept.
    assert_eq!((kept + discarded, discarded), (trials["total"].as_u64().unwrap(), 2), "{trials}");
    // A killed one comes back from the journal.
    let killed = research.entries().into_iter().find(|one| one["strategy"] == "Fork").unwrap();
    research.done(&["restore", &killed["number"].to_string(), "--as", "Back"]);
    assert_eq!(fs::read_to_string(research.file("Back")).unwrap(), strategy(25, "//! Parent: Dip"));
}

#[test]
fn a_crash_between_the_journal_and_the_log_is_completed() {
    let research = Research::new();
    research.write("Dip", 30);
    research.write("Deep", 20);
    research.commit("start");
    round(&research, &["Dip=first", "Deep=first"]);
    let whole = fs::read_to_string(research.path().join("results.tsv")).unwrap();
    fs::remove_dir_all(research.path().join(".git/autoquant")).unwrap();
    for end in [0, whole.find('\n').unwrap() + 1, whole.len() - 3, whole.len() - 40] {
        fs::write(research.path().join("results.tsv"), &whole[..end]).unwrap();
        research.done(&["run", "Dip"]);
        assert_eq!(
            fs::read_to_string(research.path().join("results.tsv")).unwrap(),
            whole,
            "{end}"
        );
        research.verify();
        fs::remove_dir_all(research.path().join(".git/autoquant")).unwrap();
    }
}

#[test]
fn many_processes_run_at_once_and_each_trial_is_counted_once() {
    let research = Research::new();
    research.write("Dip", 30);
    research.commit("start");
    let run = |low: usize| {
        Command::new(env!("CARGO_BIN_EXE_autoquant"))
            .args(["run", "Dip", "--fee", &format!("0.00{low}")])
            .current_dir(research.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let children: Vec<_> = (0..8).map(|at| run(1 + at / 2)).collect();
    assert!(children.into_iter().all(|mut child| child.wait().unwrap().success()));
    research.verify();
    assert_eq!(research.entries().len(), 8);
    assert_eq!(research.json(&["status"])["trials"]["total"], 4);
}
