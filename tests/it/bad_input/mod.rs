//! What is said about configs, candles and strategies that cannot be used: a row for each fault, the
//! exact words on stderr, and the exit code.

mod answers;
mod candles;
mod config;
mod futures;
mod orders;
mod strategies;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use autoquant::data::feather::write_candles;
use autoquant::model::candles::{Candle, Candles};
use serde_json::{Value, json};
use tempfile::TempDir;

const HOUR: i64 = 3_600_000;
/// 2024-01-01 00:00.
const START: i64 = 1_704_067_200_000;

/// A strategy that trades on the made-up candles; `%` stands for further lines.
const STRATEGY: &str = r#"const timeframe = "1h";
fn populate_indicators(df, metadata) { }
fn populate_entry_trend(df, metadata) { df.loc(df["hour"] == 3, "enter_long"); }
fn populate_exit_trend(df, metadata) { df.loc(df["hour"] == 9, "exit_long"); }
%"#;

/// A fault, the exit code, and the words.
type Row = (Fault, i32, &'static str);

/// What is wrong.
enum Fault {
    /// One key of the config: a path with dots and its value.
    Config(&'static str, Value),
    /// The whole text of the config.
    ConfigText(&'static str),
    /// Candles of A/USDT, changed in memory.
    Changed(fn(&mut Candles)),
    /// The file of A/USDT's candles.
    CandleFile(fn(&Path)),
    /// Lines behind the strategy.
    Lines(&'static str),
    /// The whole strategy.
    Script(&'static [u8]),
    /// The name of the strategy's file.
    Name(&'static str),
    /// A folder where the strategy should be.
    Folder,
}

fn candles() -> Candles {
    let mut candles = Candles::default();
    for hour in 0..100 {
        let open = 100.0 + f64::from(hour % 7) / 4.0;
        candles.push(Candle {
            date: START + i64::from(hour) * HOUR,
            open,
            high: open + 0.75,
            low: open - 0.75,
            close: open + 0.25,
            volume: 5.0,
        });
    }
    candles
}

fn workspace(fault: &Fault) -> TempDir {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(path("user_data/strategies")).unwrap();
    std::fs::create_dir_all(path("user_data/data")).unwrap();
    let mut config = json!({
        "stake_amount": 100,
        "dry_run_wallet": 1000,
        "max_open_trades": 2,
        "fee": 0.001,
        "timerange": "20240102-20240110",
        "exchange": { "name": "made_up", "pair_whitelist": ["A/USDT", "B/USDT"] }
    });
    if let Fault::Config(key, value) = fault {
        let (parent, key) = key.rsplit_once('.').unwrap_or(("", key));
        let object = if parent.is_empty() { &mut config } else { &mut config[parent] };
        match value {
            Value::Null => drop(object.as_object_mut().unwrap().remove(key)),
            value => object[key] = value.clone(),
        }
    }
    let text = match fault {
        Fault::ConfigText(text) => (*text).to_owned(),
        _ => config.to_string(),
    };
    std::fs::write(path("config.json"), text).unwrap();
    let mut faulty = candles();
    if let Fault::Changed(change) = fault {
        change(&mut faulty);
    }
    write_candles(&path("user_data/data/A_USDT-1h.feather"), &faulty).unwrap();
    write_candles(&path("user_data/data/B_USDT-1h.feather"), &candles()).unwrap();
    if let Fault::CandleFile(change) = fault {
        change(&path("user_data/data/A_USDT-1h.feather"));
    }
    let name = if let Fault::Name(name) = fault { *name } else { "S" };
    let strategy = path(&format!("user_data/strategies/{name}.rhai"));
    let lines = if let Fault::Lines(lines) = fault { *lines } else { "" };
    match fault {
        Fault::Folder => std::fs::create_dir(&strategy).unwrap(),
        Fault::Script(bytes) => std::fs::write(&strategy, bytes).unwrap(),
        _ => std::fs::write(&strategy, STRATEGY.replace('%', lines)).unwrap(),
    }
    folder
}

/// The exit code and what stands on stderr above the overview.
fn said(fault: &Fault) -> (Option<i32>, String) {
    said_in(workspace(fault).path())
}

fn said_in(folder: &Path) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_autoquant"))
        .arg("run")
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let lines = text.lines().take_while(|line| !line.starts_with(" strategy"));
    (output.status.code(), lines.map(str::trim_end).collect::<Vec<_>>().join("\n"))
}

#[test]
fn each_fault_is_named_with_its_mend() {
    let mut wrong = String::new();
    for (table, rows) in [
        ("config", config::rows()),
        ("candles", candles::rows()),
        ("strategies", strategies::rows()),
        ("orders", orders::rows()),
    ] {
        for (at, (fault, code, words)) in rows.iter().enumerate() {
            let (found, text) = said(fault);
            if (found, text.as_str()) != (Some(*code), words.trim()) {
                writeln!(wrong, "── {table}, row {at}: {found:?}\n{text}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
