//! `check`: one small script for each mistake, with the findings that it must give and no others.
//!
//! A script of `tests/check` ends with what is expected of it: a line `//~ AQ121 16:15` for each finding, and
//! `//~ mended` where the changes of its findings make a script that checks clean. One with `//~ futures` is looked at
//! under a config of futures.

use std::fs;
use std::path::{Path, PathBuf};

use autoquant::check::{Checked, Surroundings, check, mend};
use autoquant::diag::Severity;
use autoquant::job::ScriptText;
use autoquant::model::config::Config;
use serde_json::{Value, json};

use crate::support::{golden_case, shared, shared_scripts};

/// What a script says is expected of it.
struct Expected {
    findings: Vec<String>,
    is_mended: bool,
    config: Config,
}

/// The scripts with their names, texts without what is expected, and that.
fn scripts() -> Vec<(String, String, Expected)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "rhai"));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let whole = fs::read_to_string(path).unwrap();
        let (expected, text): (Vec<&str>, Vec<&str>) =
            whole.split_inclusive('\n').partition(|line| line.starts_with("//~"));
        let expected: Vec<&str> = expected.iter().map(|line| line[3..].trim()).collect();
        let findings = expected.iter().filter(|line| line.starts_with("AQ"));
        let findings = findings.map(ToString::to_string).collect();
        let is_mended = expected.contains(&"mended");
        let config = if expected.contains(&"futures") { futures() } else { config() };
        (name, text.concat(), Expected { findings, is_mended, config })
    };
    paths.into_iter().map(read).collect()
}

fn config() -> Config {
    Config::from_json(&config_json()).unwrap()
}

fn futures() -> Config {
    let mut json = config_json();
    json["trading_mode"] = json!("futures");
    json["margin_mode"] = json!("isolated");
    json["exchange"]["pair_whitelist"] = json!(["BTC/USDT:USDT", "ETH/USDT:USDT"]);
    Config::from_json(&json).unwrap()
}

fn config_json() -> Value {
    json!({
        "max_open_trades": 3, "stake_currency": "USDT", "stake_amount": 100, "dry_run_wallet": 1000,
        "fee": 0.001, "exchange": { "name": "binance", "pair_whitelist": ["BTC/USDT", "ETH/USDT"] }
    })
}

/// A script that may import those of `tests/check/imports`.
fn script(name: &str, text: &str) -> ScriptText {
    ScriptText { file: format!("{name}.rhai"), text: text.to_owned(), imports: shared_scripts() }
}

/// A finding as it is written in the scripts.
fn brief(checked: &Checked) -> Vec<String> {
    let brief = checked.findings.iter().map(|finding| match &finding.place {
        Some(place) if place.file == checked.file => {
            format!("{} {}:{}", finding.code, place.line, place.column)
        }
        Some(place) => {
            format!("{} {}:{} in {}", finding.code, place.line, place.column, place.file)
        }
        None => finding.code.clone(),
    });
    brief.collect()
}

fn is_clean(checked: &Checked) -> bool {
    checked.count(Severity::Error) + checked.count(Severity::Warning) == 0
}

#[test]
fn each_mistake_is_found_where_it_stands_and_nothing_else() {
    let (scripts, mut wrong) = (scripts(), Vec::new());
    for (name, text, expected) in &scripts {
        let checked = check(name, &script(name, text), Surroundings::of(&expected.config));
        let found = brief(&checked);
        if found != expected.findings {
            wrong.push(format!("{name}: {found:?} instead of {:?}", expected.findings));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(scripts.len() >= 60, "{} scripts", scripts.len());
}

#[test]
fn the_changes_of_findings_make_scripts_that_check_clean() {
    let mut wrong = Vec::new();
    let mut mended_scripts = 0;
    for (name, text, expected) in scripts() {
        let (left, mended, findings) =
            mend(&name, &script(&name, &text), Surroundings::of(&expected.config));
        let is_mended = !findings.is_empty() && is_clean(&left);
        if is_mended != expected.is_mended {
            wrong.push(format!("{name}: {} left in\n{mended}", brief(&left).join(", ")));
        }
        // What was mended stays as it is.
        let (_, again, more) =
            mend(&name, &script(&name, &mended), Surroundings::of(&expected.config));
        if !more.is_empty() || again != mended {
            wrong.push(format!("{name}: is mended twice"));
        }
        mended_scripts += usize::from(is_mended);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(mended_scripts >= 40, "{mended_scripts} scripts are mended");
}

#[test]
fn where_the_config_switches_a_callback_off_no_change_of_the_script_is_advised() {
    for (name, setting, value, expected) in [
        (
            "price_of_a_market_order",
            "order_types",
            json!({ "entry": "market", "exit": "limit" }),
            "remove it: config.json has \"entry\": \"market\" in \"order_types\"",
        ),
        (
            "position_adjustment_switched_off",
            "position_adjustment_enable",
            json!(false),
            "remove it: config.json has \"position_adjustment_enable\": false",
        ),
    ] {
        let mut json = config_json();
        json[setting] = value;
        let config = Config::from_json(&json).unwrap();
        let (_, text, _) = scripts().into_iter().find(|(other, ..)| other == name).unwrap();
        let checked = check(name, &script(name, &text), Surroundings::of(&config));
        let found = checked.findings.iter().find(|finding| finding.code == "AQ532").unwrap();
        assert_eq!(found.help.as_deref(), Some(expected));
    }
}

#[test]
fn messages() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../check/messages");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, text, expected) in scripts() {
            let around = Surroundings::of(&expected.config);
            let checked = check(&name, &script(&name, &text), around);
            let findings: Vec<String> = checked.findings.iter().map(ToString::to_string).collect();
            let (_, mended, done) = mend(&name, &script(&name, &text), around);
            let after = if done.is_empty() { String::new() } else { changed(&text, &mended) };
            insta::assert_snapshot!(name, format!("{}{after}", findings.join("\n\n")));
        }
    });
}

/// The lines of a text that another one has not, in the order of the text.
fn changed(before: &str, after: &str) -> String {
    let old: Vec<&str> = before.lines().collect();
    let lines: Vec<String> =
        after.lines().filter(|line| !old.contains(line)).map(|line| format!("+ {line}")).collect();
    format!("\n\nmended:\n{}", lines.join("\n"))
}

#[test]
fn the_reference_cases_and_the_examples_give_these_findings() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/strategies");
    let example = |name: &str| {
        let text = fs::read_to_string(examples.join(format!("{name}.rhai"))).unwrap();
        let config = if text.contains("const can_short = true") { futures() } else { config() };
        brief(&check(name, &script(name, &text), Surroundings::of(&config)))
    };
    let mut wrong = Vec::new();
    let mut compare = |name: &str, found: Vec<String>, expected: &[&str]| {
        if found != expected {
            wrong.push(format!("{name}: {found:?} instead of {expected:?}"));
        }
    };
    for (name, expected) in EXAMPLES {
        compare(name, example(name), expected);
    }
    if let Some(shared) = shared("the findings of the reference cases") {
        for (name, expected) in REFERENCE {
            let case = golden_case(&shared, name).job;
            let checked = check(&case.strategy, &case.script, Surroundings::of(&case.config));
            compare(name, brief(&checked), expected);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is found in the examples.
const EXAMPLES: [(&str, &[&str]); 5] = [
    ("DonchianBreakout", &["AQ507 22:23"]),
    ("EmaTrend", &["AQ507 16:21"]),
    ("LadderDip", &["AQ507 19:21"]),
    ("RsiDip", &["AQ507 17:21"]),
    ("TrendPullback", &["AQ507 19:23"]),
];

/// What is found in the reference cases.
const REFERENCE: [(&str, &[&str]); 10] = [
    ("collisions", &["AQ521 12:7"]),
    ("exit_callbacks", &[]),
    ("four_hour", &[]),
    ("informative", &[]),
    ("profit_only", &["AQ520 13:7", "AQ507 19:21"]),
    ("roi_steps", &[]),
    ("stake_callback", &["AQ507 16:25"]),
    ("tight_wallet", &[]),
    ("trailing_offset", &["AQ507 20:21"]),
    ("trailing_plain", &["AQ507 19:21"]),
];
