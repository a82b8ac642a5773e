//! Every code has a page, and the page is true: its bad script has the fault, its good one has none.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use autoquant::check::{Checked, RULES, Rule, Surroundings, check, rule};
use autoquant::diag::Severity;
use autoquant::job::ScriptText;
use autoquant::model::config::Config;
use autoquant::report;
use serde_json::json;

use crate::support::shared_scripts;

const HEADER: &str = "//! Paradigm: other\n//! Hypothesis: pages are true\n//! Parent: root\n\
                      //! Created: -\n//! Status: active\n//! Uses MTF: no\n";

/// Faults that no script shows: they are in the config, in the candles, or too large for a page.
const WITHOUT_SCRIPTS: [&str; 30] = [
    "AQ115", "AQ118", "AQ223", "AQ224", "AQ226", "AQ258", "AQ291", "AQ295", "AQ296", "AQ299",
    "AQ309", "AQ310", "AQ401", "AQ402", "AQ403", "AQ404", "AQ405", "AQ406", "AQ408", "AQ409",
    "AQ410", "AQ411", "AQ412", "AQ413", "AQ414", "AQ420", "AQ421", "AQ422", "AQ430", "AQ900",
];

/// The code under a heading of a page.
fn block<'a>(page: &'a str, heading: &str, language: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n\n```{language}\n"))?;
    rest.split_once("```").map(|(block, _)| block)
}

/// The columns that a block writes into `df`, signals apart.
fn written(block: &str) -> BTreeSet<&str> {
    let names = block.split("df[\"").skip(1).filter_map(|rest| rest.split_once("\"]"));
    names
        .filter(|(name, rest)| rest.starts_with(" = ") && !name.starts_with("enter_"))
        .map(|(name, _)| name)
        .collect()
}

/// A whole strategy around a block: the body of `populate_indicators`, or top-level text. Whatever is not there
/// is added in a form that nothing is said of; columns that a body writes are read by the exit signal.
fn strategy(block: &str) -> String {
    let is_body = !block.contains("fn ") && !block.contains("const ");
    let (mut text, columns) = if is_body {
        let text = format!("fn populate_indicators(df, metadata) {{\n{block}}}\n");
        (text, written(block))
    } else {
        (block.to_owned(), BTreeSet::new())
    };
    let mut exit = vec!["(df[\"close\"] < df[\"open\"])".to_owned()];
    exit.extend(columns.iter().map(|name| format!("df[\"{name}\"].notna()")));
    for (name, body) in [
        ("populate_indicators", String::new()),
        ("populate_entry_trend", "df.loc(df[\"volume\"] > 0, \"enter_long\");".to_owned()),
        ("populate_exit_trend", format!("df.loc({}, \"exit_long\");", exit.join(" & "))),
    ] {
        let head = format!("fn {name}(");
        if !text.contains(&head) {
            text = [text.as_str(), &head, "df, metadata) {\n", &body, "\n}\n"].concat();
        }
    }
    if !text.contains("const timeframe") {
        text.insert_str(0, "const timeframe = \"1h\";\n");
    }
    if !text.starts_with("//!") {
        text.insert_str(0, HEADER);
    }
    text
}

fn checked(code: &str, text: &str) -> Checked {
    let mut config = json!({
        "stake_amount": 100,
        "dry_run_wallet": 10000,
        "fee": 0.001,
        "exchange": { "name": "test", "pair_whitelist": ["BTC/USDT", "ETH/USDT"] },
    });
    match code {
        "AQ305" => config["stoploss"] = json!(-0.10),
        "AQ537" => config["enable_protections"] = json!(true),
        "AQ542" | "AQ543" | "AQ544" | "AQ545" | "AQ546" => {
            config["trading_mode"] = json!("futures");
            config["margin_mode"] = json!("isolated");
            config["exchange"]["pair_whitelist"] = json!(["BTC/USDT:USDT", "ETH/USDT:USDT"]);
        }
        _ => {}
    }
    let config = Config::from_json(&config).unwrap();
    let script = ScriptText { file: "S.rhai".into(), text: text.into(), imports: shared_scripts() };
    check("S", &script, Surroundings::of(&config))
}

/// Whether a rule is told, with the severity that it is listed with.
fn has(checked: &Checked, rule: &Rule) -> bool {
    let mut findings = checked.findings.iter();
    findings.any(|finding| finding.code == rule.code && finding.severity == rule.severity)
}

fn told(checked: &Checked) -> String {
    let findings = checked.findings.iter().map(ToString::to_string);
    findings.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_bad_script_has_its_fault() {
    let wrong = RULES.iter().filter_map(|rule| {
        let bad = block(rule.page, "Bad", "rhai")?;
        // A script that lacks something is not completed.
        let text = if rule.code == "AQ110" { bad.to_owned() } else { strategy(bad) };
        let checked = checked(rule.code, &text);
        let is_told = has(&checked, rule);
        (!is_told).then(|| format!("{} is not found:\n{text}\n{}", rule.code, told(&checked)))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_good_script_has_a_fault() {
    let wrong = RULES.iter().filter_map(|rule| {
        let text = strategy(block(rule.page, "Good", "rhai")?);
        let checked = checked(rule.code, &text);
        let is_clean = checked
            .findings
            .iter()
            .all(|finding| finding.severity == Severity::Note && finding.code != rule.code);
        (!is_clean).then(|| format!("{}:\n{text}\n{}", rule.code, told(&checked)))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_its_form() {
    for Rule { code, name, severity, page } in RULES {
        assert!(page.starts_with(&format!("# {code}: {name}\n\n")), "{code}: its first line");
        assert!(page.ends_with("```\n"), "{code}: it ends with an example");
        let lines = page.lines().count();
        assert!((15..=40).contains(&lines), "{code}: {lines} lines");
        let mut is_code = false;
        let headings = page.lines().filter_map(|line| {
            is_code ^= line.starts_with("```");
            assert!(is_code || line.chars().count() <= 120, "{code}: a long line");
            line.strip_prefix("## ").filter(|_| !is_code)
        });
        let headings: Vec<&str> = headings.collect();
        let last: &[&str] =
            if WITHOUT_SCRIPTS.contains(code) { &["Example"] } else { &["Bad", "Good"] };
        assert_eq!(headings, [&["Why", "Instead"], last].concat(), "{code}");
        for (heading, language) in last.iter().map(|heading| match *heading {
            "Example" => ("Example", "text"),
            heading => (heading, "rhai"),
        }) {
            let example = block(page, heading, language).unwrap_or_default();
            assert!(!example.is_empty(), "{code}: {heading}");
            let severity = format!("{severity:?}").to_lowercase();
            let first = format!("{severity}[{code}]: ");
            assert!(language == "rhai" || example.starts_with(&first), "{code}: its example");
        }
    }
}

#[test]
fn bounds_that_no_page_has_room_for() {
    let body = |text: String| strategy(&format!("{text}\n"));
    let variables = |n: usize| format!("let v{n} = {n};");
    for (code, text) in [
        ("AQ118", " \n".to_owned()),
        ("AQ291", body("// long\n".repeat(9_000))),
        ("AQ295", body((0..1_100).map(variables).collect())),
        ("AQ296", body(format!("let x = 1{};", " + 1".repeat(200)))),
    ] {
        let checked = checked(code, &text);
        assert!(has(&checked, rule(code).unwrap()), "{code}: {}", told(&checked));
    }
}

#[test]
fn a_function_with_a_fault_is_not_missing() {
    for code in ["AQ292", "AQ293", "AQ294"] {
        let text = strategy(block(rule(code).unwrap().page, "Bad", "rhai").unwrap());
        let checked = checked(code, &text);
        assert_eq!(checked.count(Severity::Error), 1, "{code}: {}", told(&checked));
        assert!(checked.findings.iter().all(|finding| finding.edits.is_empty()), "{code}");
    }
}

#[test]
fn signals_that_are_numbers() {
    for (entry, exit, codes) in [
        ("0", "df.close < df.open", "AQ510"),
        ("1", "df.close < df.open", "AQ512"),
        ("df.hour == 24", "df.close < df.open", "AQ511"),
        ("df.close > df.open", "0", "AQ523"),
    ] {
        let text = format!(
            "fn populate_entry_trend(df, metadata) {{ df[\"enter_long\"] = {entry}; }}\n\
             fn populate_exit_trend(df, metadata) {{ df[\"exit_long\"] = {exit}; }}\n"
        );
        let checked = checked("", &strategy(&text));
        let found: Vec<&str> = checked.findings.iter().map(|finding| &*finding.code).collect();
        assert_eq!(found.join(" "), codes, "{text}");
    }
}

/// The codes that stand as strings in the sources below a folder.
fn codes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("catalogue.rs")
        {
            let text = fs::read_to_string(&path).unwrap();
            let strings = text.split('"').filter(|text| text.len() == 5);
            let is_code = |text: &&str| {
                text.starts_with("AQ") && text[2..].bytes().all(|byte| byte.is_ascii_digit())
            };
            found.extend(strings.filter(is_code).map(str::to_owned));
        }
    }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used = BTreeSet::new();
    codes(&root.join("src"), &mut used);
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let without: Vec<_> = used.difference(&listed).collect();
    assert!(
        without.is_empty(),
        "add a line to src/check/catalogue.rs and a page to src/check/pages: {without:?}"
    );
    let unused: Vec<_> = listed.difference(&used).collect();
    assert!(unused.is_empty(), "no source tells {unused:?}");
    assert!(RULES.is_sorted_by(|one, next| one.code < next.code), "rules stand by code");
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len(), "two rules have one name");
    let fine = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    assert_eq!(names.iter().find(|name| !fine(name)), None);
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(root.join("src/check/pages")).unwrap() {
        files.insert(entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    }
    assert_eq!(files, listed);
}

#[test]
fn the_document_of_all_pages_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == report::rules(),
        "docs/rules.md is stale: cargo run --release -- check --explain all > docs/rules.md"
    );
}

fn explained(arguments: &[&str]) -> (Option<i32>, String, String) {
    // A folder without a workspace around it.
    let folder = tempfile::TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_autoquant"))
        .args(["check", "--explain"])
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_page_is_printed_without_a_workspace() {
    let page = rule("AQ121").unwrap().page;
    assert_eq!(explained(&["aq121"]), (Some(0), page.to_owned(), String::new()));
    let (code, stdout, _) = explained(&["single-quotes", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let expected =
        json!({ "code": "AQ121", "name": "single-quotes", "severity": "error", "page": page });
    assert_eq!((code, document), (Some(0), expected));
    assert_eq!(explained(&["all"]).1, report::rules());
    let (code, stdout, stderr) = explained(&["single-quote"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!(stderr, @r"
    error: there is no rule `single-quote`
     = help: did you mean `single-quotes`?
    ");
}

#[test]
fn a_rule_is_found_by_code_and_by_name() {
    for word in ["AQ101", "aq101", "short-circuit-on-columns", "Short-Circuit-On-Columns"] {
        assert_eq!(rule(word).unwrap().code, "AQ101");
    }
    assert_eq!(rule("singel-quotes").unwrap_err().unwrap(), "did you mean `single-quotes`?");
    assert_eq!(rule("nonsense").unwrap_err(), None);
}
