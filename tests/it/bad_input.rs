//! What is said about configs, candles and strategies that cannot be used: a row for each fault, the
//! exact words on stderr, and the exit code.

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

/// What is wrong.
enum Fault {
    /// One key of the config: a path with dots and its value.
    Config(&'static str, Value),
    /// The whole text of the config.
    ConfigText(&'static str),
    /// Candles of A/USDT, in memory.
    Candles(fn(&mut Candles)),
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
    if let Fault::Candles(change) = fault {
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
    let folder = workspace(fault);
    let output = Command::new(env!("CARGO_BIN_EXE_autoquant"))
        .arg("run")
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let lines = text.lines().take_while(|line| !line.starts_with(" strategy"));
    (output.status.code(), lines.map(str::trim_end).collect::<Vec<_>>().join("\n"))
}

#[expect(clippy::too_many_lines, reason = "one table, a row for each fault")]
fn rows() -> Vec<(Fault, i32, &'static str)> {
    use Fault::{CandleFile, Config, ConfigText, Folder, Lines, Name, Script};
    let change: fn(fn(&mut Candles)) -> Fault = Fault::Candles;
    vec![
        (
            ConfigText("fee: 0.001"),
            3,
            r"
error: config.json:1:1: this is no JSON: Unexpected word
 = help: mend the file at that place; comments and trailing commas are fine
",
        ),
        (
            ConfigText("[1]"),
            3,
            r"
error: config.json: the config is no JSON object
 = help: write `{ … }` with FreqTrade's keys
",
        ),
        (
            Config("stake_amount", Value::Null),
            3,
            r#"
error: config.json: `stake_amount` is missing
 = help: write "stake_amount": 100, or "unlimited" to divide the balance among the slots
"#,
        ),
        (
            Config("exchange", Value::Null),
            3,
            r#"
error: config.json: `exchange` is missing
 = help: write "exchange": { "name": "binance", "pair_whitelist": ["BTC/USDT"] }
"#,
        ),
        (
            Config("exchange.pair_whitelist", Value::Null),
            3,
            r#"
error: config.json: `exchange.pair_whitelist` is missing
 = help: write "pair_whitelist": ["BTC/USDT", "ETH/USDT"]
"#,
        ),
        (
            Config("dry_run_wallet", json!("much")),
            3,
            r#"
error: config.json: `dry_run_wallet` must be a number above 0, not "much"
 = help: write "dry_run_wallet": 1000
"#,
        ),
        (
            Config("fee", json!(-0.001)),
            3,
            r#"
error: config.json: `fee` must be a number, 0 or above, not -0.001
 = help: write "fee": 0.001
"#,
        ),
        (
            Config("fee", json!("0.1 %")),
            3,
            r#"
error: config.json: `fee` must be a number, 0 or above, not "0.1 %"
 = help: write "fee": 0.001
"#,
        ),
        (
            Config("exchange.pair_whitelist", json!(["A/USDT", "bitcoin"])),
            3,
            r#"
error: config.json: "bitcoin" in `exchange.pair_whitelist` is no pair
 = help: write BASE/QUOTE, such as "BTC/USDT"
"#,
        ),
        (
            Config("exchange.pair_whitelist", json!(["A/USDT", "C/USDT"])),
            3,
            r"
error[AQ410]: no 1h candles of C/USDT: user_data/data/C_USDT-1h.feather does not exist
 = help: fetch them with `autoquant prepare`
",
        ),
        (
            Config("stoploss", json!(0)),
            3,
            r#"
error[AQ402]: config.json: `stoploss` must be a ratio below 0, not 0
 = help: mend "stoploss" in the config
"#,
        ),
        (Config("max_open_trades", json!(-1)), 0, ""),
        (Config("stake_amount", json!("unlimited")), 0, ""),
        (
            ConfigText(
                r#"{ "stake_amount": "unlimited", "max_open_trades": -1, "fee": 0,
                  "exchange": { "pair_whitelist": ["A/USDT"] } }"#,
            ),
            3,
            r#"
error[AQ403]: config.json: an unlimited `stake_amount` needs a limited `max_open_trades`
 = help: set "max_open_trades" in the config, or a fixed "stake_amount"
"#,
        ),
        (
            ConfigText(
                r#"{ "stake_amount": 10, "dry_run_wallet": 1000, "fee": 0, "trailing_stop": true,
                  "trailing_stop_positive": 0.02, "trailing_stop_positive_offset": 0.01,
                  "exchange": { "pair_whitelist": ["A/USDT"] } }"#,
            ),
            3,
            r"
error[AQ402]: config.json: `trailing_stop_positive_offset` must be greater than `trailing_stop_positive`
 = help: raise the offset above the distance
",
        ),
        (
            ConfigText(
                r#"{ "stake_amount": 10, "dry_run_wallet": 1000, "fee": 0, "trailing_stop": true,
                  "trailing_only_offset_is_reached": true,
                  "exchange": { "pair_whitelist": ["A/USDT"] } }"#,
            ),
            3,
            r#"
error[AQ402]: config.json: `trailing_only_offset_is_reached` needs `trailing_stop_positive`
 = help: write "trailing_stop_positive": 0.02
"#,
        ),
        (
            Config("stake_amount", json!(1_000)),
            3,
            r#"
error: config.json: a stake of 1000 is more than the wallet allows (990)
 = help: lower "stake_amount" or raise "dry_run_wallet"
"#,
        ),
        (
            Config("timerange", json!("20240201-20240101")),
            3,
            r#"
error: config.json: timerange `20240201-20240101` starts after it stops
 = help: write "timerange": "20210101-20251231"
"#,
        ),
        (
            Config("timerange", json!("2024")),
            3,
            r#"
error: config.json: `2024` is no timerange (write START-STOP, such as 20210101-20211231)
 = help: write "timerange": "20210101-20251231"
"#,
        ),
        (
            Config("timerange", json!("20250101-20250201")),
            3,
            r"
error[AQ410]: no 1h candles of A/USDT, B/USDT in the timerange 20250101-20250201
 = help: choose another timerange, or fetch more candles with `autoquant prepare`
",
        ),
        (
            Config("timeframe", json!("1 hour")),
            3,
            r#"
error: config.json: `1 hour` is no timeframe (write a number and one of s m h d w M y, such as 1h)
 = help: write "timeframe": "1h"
"#,
        ),
        (
            Config("trailing_stop", json!("yes")),
            3,
            r#"
error[AQ402]: config.json: `trailing_stop` must be true or false, not "yes"
 = help: mend "trailing_stop" in the config
"#,
        ),
        (
            Config("position_stacking", json!(true)),
            3,
            r#"
error: config.json: `position_stacking` cannot be simulated yet
 = help: remove "position_stacking"
"#,
        ),
        (
            Config("timeframe_detail", json!("5m")),
            3,
            r#"
error: config.json: `timeframe_detail` cannot be simulated yet
 = help: remove "timeframe_detail"
"#,
        ),
        (
            Config("autoquant", json!({ "headline": "profit" })),
            3,
            r#"
error: config.json: `autoquant.headline` must be "equity_sharpe" or "sharpe"
 = help: write "headline": "equity_sharpe"
"#,
        ),
        (
            Lines("const trailing_stop = true;\nconst trailing_only_offset_is_reached = true;"),
            1,
            r"
error[AQ304]: `trailing_only_offset_is_reached` needs `trailing_stop_positive`
 --> user_data/strategies/S.rhai:6:1
  |
6 | const trailing_only_offset_is_reached = true;
  | ^^^^^
  = help: write `const trailing_stop_positive = 0.02;`
",
        ),
        (
            Lines(
                "const trailing_stop = true;\nconst trailing_stop_positive = 0.02;\n\
                 const trailing_stop_positive_offset = 0.01;",
            ),
            1,
            r"
error[AQ304]: `trailing_stop_positive_offset` must be greater than `trailing_stop_positive`
 --> user_data/strategies/S.rhai:7:1
  |
7 | const trailing_stop_positive_offset = 0.01;
  | ^^^^^
  = help: raise the offset above the distance
",
        ),
        (
            Lines("const trailing_stop = true;\nconst trailing_stop_positive = 0;"),
            1,
            r"
error[AQ304]: `trailing_stop_positive` must not be 0
 --> user_data/strategies/S.rhai:6:1
  |
6 | const trailing_stop_positive = 0;
  | ^^^^^
  = help: leave it out, or give the distance as a ratio, such as 0.02
",
        ),
        (
            CandleFile(|file| std::fs::remove_file(file).unwrap()),
            3,
            r"
error[AQ410]: no 1h candles of A/USDT: user_data/data/A_USDT-1h.feather does not exist
 = help: fetch them with `autoquant prepare`
",
        ),
        (
            CandleFile(|file| std::fs::write(file, "").unwrap()),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: it is empty
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            CandleFile(|file| {
                let bytes = std::fs::read(file).unwrap();
                std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
            }),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: it is no feather file, or cut off (out-of-spec: InvalidFooter)
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            CandleFile(|file| {
                use polars::prelude::{DataFrame, IpcWriter, NamedFrom, SerWriter, Series};
                let price = Series::new("price".into(), [1.0, 2.0]);
                let mut frame = DataFrame::new(2, vec![price.into()]).unwrap();
                IpcWriter::new(std::fs::File::create(file).unwrap()).finish(&mut frame).unwrap();
            }),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: it lacks one of the columns date, open, high, low, close, volume
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            change(|candles| *candles = Candles::default()),
            0,
            r"
warning[AQ405]: A/USDT has no candles after warm-up in 20240102-20240110 and is left out
 = help: fetch more with `autoquant prepare`, or take the pair out
",
        ),
        (
            change(|candles| redate(candles, |dates| dates.swap(5, 6))),
            0,
            r"
warning[AQ406]: A_USDT-1h.feather: row 7 (2024-01-01 05:00:00+00:00) is earlier than the row before it: the candles are sorted
 = help: fetch the file anew if it is not meant
",
        ),
        (
            change(|candles| redate(candles, |dates| dates[6] = dates[5])),
            0,
            r"
warning[AQ406]: A_USDT-1h.feather: row 7 (2024-01-01 05:00:00+00:00) has the date of the row before it: the two are made one
 = help: fetch the file anew if it is not meant
",
        ),
        (
            change(|candles| redate(candles, |dates| dates[6] += 60_000)),
            0,
            r"
warning[AQ406]: A_USDT-1h.feather: row 7 (2024-01-01 06:01:00+00:00) is not on the 1h grid: it joins the candle that it lies in
 = help: fetch the file anew if it is not meant
",
        ),
        (
            change(|candles| candles.close[6] = f64::NAN),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has no close
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            change(|candles| candles.low[6] = -1.0),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has a negative low
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            change(|candles| candles.high[6] = 1.0),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has a high below its low
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            change(|candles| candles.volume[6] = f64::INFINITY),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has no volume
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            change(|candles| *candles = candles.slice(0..20)),
            0,
            r"
warning[AQ405]: A/USDT has no candles after warm-up in 20240102-20240110 and is left out
 = help: fetch more with `autoquant prepare`, or take the pair out
",
        ),
        (
            Script(b"const timeframe = \"\xff\";"),
            1,
            r"
error[AQ115]: user_data/strategies/S.rhai cannot be read: it is no UTF-8 text
 = help: a strategy is a file of UTF-8 text
",
        ),
        (
            Script(b""),
            1,
            r"
error[AQ118]: user_data/strategies/S.rhai is empty
 = help: begin with one of the examples that `autoquant demo DIR` writes
",
        ),
        (
            Folder,
            1,
            r"
error[AQ115]: user_data/strategies/S.rhai cannot be read: it is a folder
 = help: a strategy is a file of UTF-8 text
",
        ),
        (
            Name("2Fast"),
            2,
            r"
error: `user_data/strategies/2Fast.rhai` is no name of a strategy
 = help: use letters, digits and `_`, a letter first, such as `RsiDip.rhai`
",
        ),
        (
            Lines("const stoploss = 0.1;"),
            1,
            r"
error[AQ304]: `stoploss` must be a ratio below 0, not 0.1
 --> user_data/strategies/S.rhai:5:1
  |
5 | const stoploss = 0.1;
  | ^^^^^
  = help: write `const stoploss = -0.10;`
",
        ),
        (
            Lines("const max_open_trades = \"two\";"),
            1,
            r#"
error[AQ304]: `max_open_trades` must be a whole number, -1 for any number of trades, not "two"
 --> user_data/strategies/S.rhai:5:1
  |
5 | const max_open_trades = "two";
  | ^^^^^
  = help: write `const max_open_trades = 3;`
"#,
        ),
        (
            Lines("const stop_loss = -0.1;"),
            0,
            r"
warning[AQ303]: `stop_loss` is no setting and changes nothing
 --> user_data/strategies/S.rhai:5:1
  |
5 | const stop_loss = -0.1;
  | ^^^^^
  = help: did you mean `stoploss`?
",
        ),
        (
            Lines("fn custom_exit(ctx) { throw \"no\"; }"),
            1,
            r#"
error[AQ105]: the script threw `no` (in `custom_exit`, A/USDT at 2024-01-02 04:00)
 --> user_data/strategies/S.rhai:5:23
  |
5 | fn custom_exit(ctx) { throw "no"; }
  |                       ^^^^^
  = help: a script throws only where it cannot go on: mend what it complains of
"#,
        ),
        (
            Lines("fn custom_stoploss(ctx) { \"tight\" }"),
            1,
            r#"
error[AQ117]: `custom_stoploss` must return a number or `()`, and this is a string (in `custom_stoploss`, A/USDT at 2024-01-02 04:00)
 --> user_data/strategies/S.rhai:5:1
  |
5 | fn custom_stoploss(ctx) { "tight" }
  | ^^
  = help: let every path through `custom_stoploss` end with a number or `()`
"#,
        ),
        (
            Lines("fn confirm_trade_entry(ctx) { }"),
            1,
            r"
error[AQ117]: `confirm_trade_entry` must return `true` or `false`, and this is nothing (in `confirm_trade_entry`, A/USDT at 2024-01-02 04:00)
 --> user_data/strategies/S.rhai:5:1
  |
5 | fn confirm_trade_entry(ctx) { }
  | ^^
  = help: let every path through `confirm_trade_entry` end with `true` or `false`
",
        ),
        (Lines("fn custom_stoploss(ctx) { 0.0 / 0.0 }"), 0, ""),
        (Lines("fn custom_stake_amount(ctx) { 1.0 / 0.0 }"), 0, ""),
        (Lines("fn custom_stake_amount(ctx) { }"), 0, ""),
    ]
}

/// Changes the dates of candles.
fn redate(candles: &mut Candles, change: fn(&mut Vec<i64>)) {
    let mut dates: Vec<i64> = candles.date.iter().collect();
    change(&mut dates);
    candles.date = dates.into();
}

#[test]
fn each_fault_is_named_with_its_mend() {
    let mut wrong = String::new();
    for (at, (fault, code, words)) in rows().iter().enumerate() {
        let (found, text) = said(fault);
        if (found, text.as_str()) != (Some(*code), words.trim()) {
            writeln!(wrong, "── row {at}: {found:?}\n{text}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
