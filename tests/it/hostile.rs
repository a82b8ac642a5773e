//! No script, broken or hostile, costs more than its own ERROR block: each of `tests/hostile` runs beside
//! a good strategy, whose block stays the same to the byte.
//!
//! A line `//@ 300 text` stands for 300 copies of the text on one line, `#` in it for their numbers:
//! so scripts of many kilobytes stay readable. What stands behind a line `//: _name` is another script that
//! can be imported.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use autoquant::check::{Surroundings, check, mend};
use autoquant::diag::Severity;
use autoquant::job::{ErrorType, Prepared, ScriptText, Status};
use autoquant::model::candles::Candles;
use autoquant::model::config::Config;
use autoquant::model::market::ExchangeRules;
use autoquant::model::timeframe::Timeframe;
use autoquant::report;
use autoquant::research::ledger::Ledger;
use autoquant::research::{WhatIf, Workspace, round};
use autoquant::strategy::plan::Parameters;

use crate::support::memory::Memory;

/// The strategy beside them: with callbacks, so that it shares all there is to share.
const GOOD: &str = r#"
const timeframe = "1h";
const stoploss = -0.05;
fn populate_indicators(df, metadata) {
    df["rsi"] = ta::RSI(df, 14);
    df["mid"] = df["close"].rolling(20).median();
}
fn populate_entry_trend(df, metadata) { df.loc(df["close"] > df["mid"], "enter_long", "up"); }
fn populate_exit_trend(df, metadata) { df.loc(df["rsi"] > 70, "exit_long"); }
fn custom_exit(ctx) { if ctx.candle["rsi"] < 30 { "weak" } else { () } }
"#;

const PAIRS: [&str; 2] = ["A/USDT", "BTC/USDT"];

/// A thousand candles of each pair.
fn source() -> Memory {
    let mut source = Memory::default();
    for (pair, generated) in PAIRS.iter().zip(autoquant::demo::generate(7)) {
        let mut hourly = Candles::default();
        (0..1_000).for_each(|row| hourly.push(generated.hourly.row(row)));
        for timeframe in ["4h", "1d"] {
            let parsed = Timeframe::parse(timeframe).unwrap();
            source.add(pair, timeframe, hourly.aggregate(parsed));
        }
        source.add(pair, "1h", hourly);
    }
    source
}

fn expand(text: &str) -> String {
    let mut expanded = String::new();
    for line in text.lines() {
        let copies = line.strip_prefix("//@ ").and_then(|rest| {
            let (count, copy) = rest.split_once(' ')?;
            Some((count.parse::<usize>().ok()?, copy))
        });
        if let Some((count, copy)) = copies {
            (0..count).for_each(|at| expanded.push_str(&copy.replace('#', &at.to_string())));
        } else {
            expanded.push_str(line);
        }
        expanded.push('\n');
    }
    expanded
}

/// A script and those that it can import, by name.
fn parts(text: &str) -> (String, BTreeMap<String, String>) {
    let expanded = expand(text);
    let mut parts = expanded.split("//: ");
    let script = parts.next().unwrap_or_default().to_owned();
    let named = |part: &str| {
        let (name, text) = part.split_once('\n').unwrap();
        (name.to_owned(), text.to_owned())
    };
    (script, parts.map(named).collect())
}

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scripts: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "rhai")).collect();
    scripts.sort();
    scripts
}

#[test]
fn no_script_costs_more_than_its_own_error_block() {
    let folder = tempfile::tempdir().unwrap();
    let strategies = folder.path().join("user_data/strategies");
    fs::create_dir_all(&strategies).unwrap();
    let config = serde_json::json!({
        "stake_amount": 100, "dry_run_wallet": 10000, "fee": 0.001, "timerange": "20100101-",
        "exchange": { "name": "test", "pair_whitelist": PAIRS },
    });
    fs::write(folder.path().join("config.json"), config.to_string()).unwrap();
    fs::write(strategies.join("Good.rhai"), GOOD).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let (source, rules) = (source(), ExchangeRules::default());
    let run = || {
        let found = workspace.strategies().unwrap();
        round(&workspace, &found, &WhatIf::default(), &rules, &source, &Ledger::default())
    };
    let good_block = |round: &autoquant::research::Round| {
        let good = round.results.iter().find(|result| result.strategy.name == "Good");
        report::block(good.unwrap())
    };
    let alone = good_block(&run());
    assert!(alone.contains("sharpe"), "{alone}");
    let scripts = scripts();
    assert!(scripts.len() >= 100);
    let mut faults = String::new();
    for path in scripts {
        let (script, imports) = parts(&fs::read_to_string(&path).unwrap());
        let file = strategies.join(path.file_name().unwrap());
        fs::write(&file, script).unwrap();
        for (name, text) in &imports {
            fs::write(strategies.join(format!("{name}.rhai")), text).unwrap();
        }
        let round = run();
        fs::remove_file(&file).unwrap();
        for name in imports.keys() {
            fs::remove_file(strategies.join(format!("{name}.rhai"))).unwrap();
        }
        if good_block(&round) != alone {
            writeln!(faults, "{}: the block beside it is another one", path.display()).unwrap();
        }
        for result in round.results.iter().filter(|result| result.strategy.name != "Good") {
            let block = report::block(result);
            let is_broken = block.lines().count() > 60 || block.len() > 20_000;
            let unseen = |letter: char| letter.is_control() && letter != '\n';
            if is_broken || block.chars().any(unseen) {
                writeln!(faults, "{}: {} bytes of block", path.display(), block.len()).unwrap();
            }
            if let Status::Failed(failure) = &result.outcome.status
                && failure.error_type == ErrorType::Internal
            {
                writeln!(faults, "{}: {}", path.display(), failure.diagnostic.message).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn check_says_what_a_run_would_refuse_and_takes_no_harm() {
    let json = serde_json::json!({
        "stake_amount": 100, "dry_run_wallet": 10000, "fee": 0.001,
        "exchange": { "name": "test", "pair_whitelist": PAIRS },
    });
    let config = Config::from_json(&json).unwrap();
    let mut faults = String::new();
    for path in scripts() {
        let (text, imports) = parts(&fs::read_to_string(&path).unwrap());
        let script = ScriptText { file: "S.rhai".to_owned(), text, imports };
        let checked = check("S", &script, Surroundings::of(&config));
        let refused = Prepared::new(&script, &config, &Parameters::new()).err();
        if refused.is_some() && checked.count(Severity::Error) == 0 {
            writeln!(faults, "{}: check finds no error", path.display()).unwrap();
        }
        let (_, mended, _) = mend("S", &script, Surroundings::of(&config));
        if checked.findings.iter().any(|finding| finding.code == "AQ900") {
            writeln!(faults, "{}: {}", path.display(), checked.findings[0].message).unwrap();
        }
        if checked.findings.len() > 120 || mended.len() > 4 * script.text.len() + 1_000 {
            writeln!(faults, "{}: {} findings", path.display(), checked.findings.len()).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
