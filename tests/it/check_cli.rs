//! `check` as a person or an agent sees it: words, exit codes, files that are no scripts.

use std::fs;

use serde_json::Value;

use crate::support::project::{Project, stderr};

const HEADER: &str = "//! T\n//!\n//! Paradigm: other\n//! Hypothesis: none\n//! Parent: root\n\
    //! Created: 0000000\n//! Status: active\n//! Uses MTF: no\n\n";

/// A strategy with this condition for entries.
fn strategy(entry: &str) -> String {
    format!(
        "{HEADER}const timeframe = \"1h\";\nconst startup_candle_count = 70;\n\n\
         fn populate_indicators(df, metadata) {{\n    df[\"rsi\"] = ta::RSI(df, 14);\n}}\n\n\
         fn populate_entry_trend(df, metadata) {{\n    df.loc({entry}, \"enter_long\");\n}}\n\n\
         fn populate_exit_trend(df, metadata) {{\n    df.loc(df[\"rsi\"] > 60, \"exit_long\");\n}}\n"
    )
}

fn good() -> String {
    strategy("df[\"rsi\"] < 30")
}

/// The exit code, and both streams one after the other.
fn said(project: &Project, arguments: &[&str]) -> (Option<i32>, String) {
    let output = project.run(arguments);
    let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), stderr(&output));
    (output.status.code(), words)
}

#[test]
fn findings_and_what_a_strategy_is() {
    let project = Project::new()
        .strategy("Good", &good())
        .strategy("Typo", &strategy("df[\"rsii\"] < 30 and df['close'] > 1"))
        .strategy("Warned", &good().replace("70;", "5;"));
    let (code, words) = said(&project, &["check"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(words, @r#"
    ok Good: 3 nodes, 1 frame, needs 70 candles, 2 thresholds
    error[AQ201]: unknown column `rsii`
      --> user_data/strategies/Typo.rhai:18:16
       |
    18 |     df.loc(df["rsii"] < 30 and df['close'] > 1, "enter_long");
       |                ^^^^
       = help: did you mean `rsi`?

    error[AQ120]: `and` is Python's
      --> user_data/strategies/Typo.rhai:18:28
       |
    18 |     df.loc(df["rsii"] < 30 and df['close'] > 1, "enter_long");
       |                            ^^^
       = help: join conditions with `&`

    error[AQ121]: strings are written with double quotes
      --> user_data/strategies/Typo.rhai:18:35
       |
    18 |     df.loc(df["rsii"] < 30 and df['close'] > 1, "enter_long");
       |                                   ^^^^^^^
       = help: write "close"

    failed Typo: 3 errors; --fix mends 3
    warning[AQ506]: `startup_candle_count` is 5, and the columns reach 14 candles back
      --> user_data/strategies/Warned.rhai:11:7
       |
    11 | const startup_candle_count = 5;
       |       ^^^^^^^^^^^^^^^^^^^^
       = help: write `const startup_candle_count = 14;`, or leave it out: then it is what is needed

    note[AQ507]: RSI remembers its first value for 65 candles, and the warm-up is 5
      --> user_data/strategies/Warned.rhai:14:21
       |
    14 |     df["rsi"] = ta::RSI(df, 14);
       |                     ^^^
       = help: until then figures depend on where the data begins, in FreqTrade too; `const startup_candle_count = 65;` ends that

    ok Warned: 3 nodes, 1 frame, needs 5 candles, 2 thresholds; 1 warning, 1 note
    Checked 3 strategies: 3 errors, 1 warning, 1 note.
    "#);
    assert_eq!(said(&project, &["check", "Good"]).0, Some(0));
    assert_eq!(said(&project, &["check", "Warned"]).0, Some(0));
    assert_eq!(said(&project, &["check", "Warned", "--deny-warnings"]).0, Some(1));
    // Hidden files are looked at where they are named, and no cap holds.
    let project = project.strategy("_Hidden", &good()).strategy("More", &good());
    assert!(said(&project, &["check", "_Hidden"]).1.starts_with("ok _Hidden: "));
    let folder = said(&project, &["check", "user_data/strategies"]).1;
    assert!(folder.contains("Checked 4 strategies: 3 errors, 1 warning, "), "{folder}");
}

#[test]
fn mends_are_written_and_nothing_else_changes() {
    let text = strategy("df['rsi'] < 30 and df[\"close\"] > df[\"open\"]");
    let file = "user_data/strategies/T.rhai";
    for (prefix, end) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n")] {
        let written = format!("{prefix}{}", text.replace('\n', end));
        let project = Project::new().strategy("T", &written);
        let (code, words) = said(&project, &["check", "T", "--fix"]);
        assert_eq!(code, Some(0), "{words}");
        let mended = words.split_once("mended 2 findings in user_data/strategies/T.rhai:\n");
        let lines: Vec<&str> = mended.expect("what was mended").1.lines().collect();
        assert!(lines.len() == 2 && lines[1].starts_with("  line "), "{words}");
        let expected = written.replace("'rsi'", "\"rsi\"").replace(" and ", " & ");
        assert_eq!(fs::read_to_string(project.path().join(file)).unwrap(), expected);
        assert!(said(&project, &["check", "T"]).1.starts_with("ok T: 5 nodes"), "{words}");
    }
    // What takes a thought is left, and a file without mends is not touched.
    let project = Project::new().strategy("T", &strategy("foo(df)"));
    let before = fs::read_to_string(project.path().join(file)).unwrap();
    let (code, words) = said(&project, &["check", "T", "--fix"]);
    assert!(code == Some(1) && !words.contains("mended"), "{words}");
    assert_eq!(fs::read_to_string(project.path().join(file)).unwrap(), before);
}

#[test]
fn findings_as_data_can_be_applied() {
    let project = Project::new().strategy("T", &strategy("df['rsi'] < 30"));
    let document: Value = serde_json::from_str(&project.stdout(&["check", "--json"])).unwrap();
    assert_eq!((&document["errors"], &document["warnings"]), (&1.into(), &0.into()));
    let finding = &document["strategies"][0]["findings"][0];
    assert_eq!(finding["code"], "AQ121");
    let edit = &finding["edits"][0];
    let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
    let text = strategy("df['rsi'] < 30");
    let line = text.lines().nth(at("line") - 1).unwrap();
    assert_eq!(at("line"), at("end_line"));
    assert_eq!(&line[at("column") - 1..at("end_column") - 1], "'rsi'");
    assert_eq!(edit["text"], "\"rsi\"");
    let good = Project::new().strategy("T", &good());
    let document: Value = serde_json::from_str(&good.stdout(&["check", "--json"])).unwrap();
    assert_eq!(document["strategies"][0]["summary"]["thresholds"], 2);
}

#[test]
fn files_that_are_no_scripts() {
    let project = Project::new().strategy("Good", &good());
    let folder = project.path().join("user_data/strategies");
    fs::create_dir(project.path().join("empty")).unwrap();
    fs::write(folder.join("Latin.rhai"), b"const timeframe = \"\xff\";").unwrap();
    fs::write(folder.join("Long.rhai"), vec![b'a'; 100 << 20]).unwrap();
    fs::write(folder.join("Nothing.rhai"), "").unwrap();
    fs::write(folder.join("Zeros.rhai"), [0; 1000]).unwrap();
    for (name, code, words) in [
        (
            "Missing",
            2,
            "error: there is no strategy `Missing` in user_data/strategies\n = help: there are: Good, Latin, Long, Nothing, Zeros\n",
        ),
        (
            "Goood",
            2,
            "error: there is no strategy `Goood` in user_data/strategies\n = help: did you mean `Good`?\n",
        ),
        ("no/such.rhai", 2, "error: there is no file or folder no/such.rhai\n"),
        (
            "empty",
            2,
            "error: there is no strategy in empty\n = help: strategies are files that end with `.rhai`\n",
        ),
        (
            "Latin",
            1,
            "error[AQ115]: user_data/strategies/Latin.rhai cannot be read: it is no UTF-8 text\n",
        ),
        (
            "Long",
            1,
            "error[AQ291]: user_data/strategies/Long.rhai has 104857600 bytes, at most 65536 are allowed\n",
        ),
        ("Nothing", 1, "error[AQ118]: user_data/strategies/Nothing.rhai is empty\n"),
        ("Zeros", 1, "error[AQ100]: this does not parse: "),
    ] {
        let (found, said) = said(&project, &["check", name]);
        assert!(found == Some(code) && said.starts_with(words), "{name}: {found:?} {said}");
    }
    // One that cannot be read does not keep the others from being looked at.
    let (code, words) = said(&project, &["check"]);
    assert_eq!(code, Some(1));
    assert!(words.contains("\nok Good: ") || words.starts_with("ok Good: "), "{words}");
}

#[test]
fn a_script_that_others_import_is_looked_at_by_itself() {
    let imports =
        good().replace("const timeframe", "import \"_shared\" as common;\n\nconst timeframe");
    let imports = imports.replace("df[\"rsi\"] < 30", "df[\"rsi\"] < common::low()");
    let project = Project::new()
        .strategy("_shared", "const LOW = 30;\nfn low() { LOW }\nprivate fn other() { 1 }\n")
        .strategy("_broken", "fn low() { lo }\n")
        .strategy("Imports", &imports)
        .strategy("Missing", &imports.replace("_shared", "_absent"));
    let (code, words) = said(&project, &["check", "_shared", "_broken", "Imports"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(words, @r#"
    ok Imports: 3 nodes, 1 frame, needs 70 candles, 2 thresholds
    error[AQ103]: unknown name `lo`
     --> user_data/strategies/_broken.rhai:1:12
      |
    1 | fn low() { lo }
      |            ^^
      = help: define it with `let`, or as a const at the top

    failed _broken: 1 error
    ok _shared: 1 function and 1 const to import
    Checked 3 strategies: 1 error.
    "#);
    // A folder has strategies; what they import is looked at with them.
    let (code, words) = said(&project, &["check"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(words, @r#"
    ok Imports: 3 nodes, 1 frame, needs 70 candles, 2 thresholds
    error[AQ114]: there is no script `_absent` that could be imported
      --> user_data/strategies/Missing.rhai:10:1
       |
    10 | import "_absent" as common;
       | ^^^^^^
       = help: write `_absent.rhai` into the folder of this script

    failed Missing: 1 error
    Checked 2 strategies: 1 error.
    "#);
}
