//! What is fuzzed: each function takes any bytes and must come back, soon and with little memory.
//!
//! The coverage-guided binaries of `fuzz/` include this file too, so it stands alone.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use autoquant::check::{Surroundings, check, mend};
use autoquant::data::frames::Frames;
use autoquant::data::store::candles_that_can_be;
use autoquant::data::{CandleSource, DataError};
use autoquant::diag::{Diagnostic, Severity};
use autoquant::import::{self, Asked};
use autoquant::job::{ErrorType, Job, ScriptText, Status, backtest};
use autoquant::model::candle_key::CandleKey;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::config::Config;
use autoquant::model::market::ExchangeRules;
use autoquant::model::pair::Pair;
use autoquant::model::timeframe::Timeframe;
use autoquant::research::ledger::{HEADER, Ledger, Row};
use autoquant::research::{Lives, Workspace};

/// A strategy's text: it is checked and mended, and backtested where it has no errors.
pub fn script(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = named(text);
    let config = Workspace::with_config(Path::new(""), PLAIN).expect("it is sound").config;
    for (name, shared) in &text.imports {
        let alone = ScriptText { text: shared.clone(), ..text.clone() };
        let _ = check(name, &alone, Surroundings::of(&config));
    }
    let checked = check("Fuzzed", &text, Surroundings::of(&config));
    // A panic is caught, and told as a fault of this program.
    let is_internal = |finding: &Diagnostic| finding.code == "AQ900";
    assert!(!checked.findings.iter().any(is_internal), "{:?}", checked.findings);
    let errors = checked.count(Severity::Error);
    let (left, mended, _) = mend("Fuzzed", &text, Surroundings::of(&config));
    assert!(left.count(Severity::Error) <= errors, "mending made errors:\n{mended}");
    if errors == 0 {
        run(text, config);
    }
}

/// A `config.json`: one that is accepted is used.
pub fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Workspace::with_config(Path::new(""), text) {
        Err(error) => assert!(!error.to_string().is_empty() && !error.help().is_empty()),
        // What takes long with many pairs takes long because there are many.
        Ok(workspace) if workspace.config.pair_whitelist.len() > 4 => {}
        Ok(workspace) => {
            let text = named(CROSSING);
            let checked = check("Fuzzed", &text, Surroundings::of(&workspace.config));
            if checked.count(Severity::Error) == 0 {
                run(text, workspace.config);
            }
        }
    }
}

/// A feather file: the candles that are in it are mended as before a backtest.
pub fn feather(bytes: &[u8]) {
    let pair = Pair::parse("A/USDT").expect("it is a pair");
    for timeframe in ["1m", "1d", "1M"] {
        let timeframe = Timeframe::parse(timeframe).expect("it is a timeframe");
        let key = CandleKey::trades(&pair, timeframe);
        let Ok(candles) = candles_that_can_be(Cursor::new(bytes), &key) else { continue };
        let columns = [&candles.open, &candles.high, &candles.low, &candles.close, &candles.volume];
        assert!(columns.iter().all(|column| column.len() == candles.len()), "of one length");
        let source = Stored(Arc::new(candles));
        let frames = Frames::new(&source);
        let _ = frames.odd(&key);
        let cut = frames.cut(&key, None, None).expect("they are there");
        assert!(cut.date.is_ascending(), "the candles are in order");
    }
}

/// A file of candles from elsewhere, in each form that has no target of its own.
pub fn import(bytes: &[u8]) {
    let asked = Asked { pair: Pair::parse("A/USDT").ok(), timeframe: None };
    for name in ["A_USDT-1h.csv", "prices.csv", "A_USDT-1h.json", "A_USDT-1h.parquet"] {
        match import::bytes(name, bytes.to_vec(), &asked, &[]) {
            Err(error) => assert!(!error.to_string().is_empty() && !error.help().is_empty()),
            Ok(found) => {
                assert!(found.candles.date.is_ascending(), "the candles are in order");
                assert_eq!(found.candles.close.len(), found.candles.len(), "of one length");
            }
        }
    }
}

/// A `results.tsv`.
pub fn results(bytes: &[u8]) {
    let ledger = Ledger::parse(bytes);
    let told = ledger.rows.len() + ledger.damaged.len();
    assert!(told <= ledger.lines && ledger.lines <= bytes.len(), "a line is read once");
    let lives = Lives::of(&ledger.rows);
    let rows: usize = lives.rounds.iter().map(ExactSizeIterator::len).sum();
    assert_eq!(rows, ledger.rows.len(), "each row is in one round");
    for row in &ledger.rows {
        let text = row.text();
        let again = Ledger::parse(format!("{HEADER}\n{text}\n").as_bytes());
        assert_eq!(again.rows.first().map(Row::text), Some(text), "a row is read as it is written");
    }
}

const PLAIN: &str = r#"{ "stake_amount": 100, "dry_run_wallet": 1000, "fee": 0.001,
    "exchange": { "name": "test", "pair_whitelist": ["A/USDT", "B/USDT"] } }"#;

/// A strategy that trades.
const CROSSING: &str = r#"
const timeframe = "1h";
const stoploss = -0.05;
const minimal_roi = #{ "0": 0.03 };

fn populate_indicators(df, metadata) {
    df["fast"] = ta::EMA(df, 3);
    df["slow"] = ta::EMA(df, 8);
}
fn populate_entry_trend(df, metadata) { df.loc(df["fast"] > df["slow"], "enter_long"); }
fn populate_exit_trend(df, metadata) { df.loc(df["fast"] < df["slow"], "exit_long"); }
"#;

/// A script and those that it may import: each begins behind a line `//: _name`.
fn named(text: &str) -> ScriptText {
    let mut parts = text.split("//: ");
    let text = parts.next().unwrap_or_default().to_owned();
    let import = |part: &str| {
        let (name, text) = part.split_once('\n').unwrap_or((part, ""));
        (name.to_owned(), text.to_owned())
    };
    ScriptText { file: "Fuzzed.rhai".into(), text, imports: parts.map(import).collect() }
}

/// Backtests; how it ends does not matter, as long as it does.
fn run(text: ScriptText, config: Config) {
    let timerange = config.timerange.clone();
    let job = Job::new("Fuzzed", text, config, ExchangeRules::default(), timerange);
    if let Status::Failed(failure) = backtest(&job, &Waves).status {
        assert_ne!(failure.error_type, ErrorType::Internal, "{}", failure.diagnostic);
    }
}

/// The same candles whatever is asked for.
struct Stored(Arc<Candles>);

impl CandleSource for Stored {
    fn candles(&self, _: &CandleKey) -> Result<Arc<Candles>, DataError> {
        Ok(Arc::clone(&self.0))
    }
}

/// Two hundred candles of any pair and timeframe, up and down.
struct Waves;

impl CandleSource for Waves {
    fn candles(&self, key: &CandleKey) -> Result<Arc<Candles>, DataError> {
        let mut candles = Candles::default();
        let mut date = 1_704_067_200_000;
        for row in 0..200 {
            let price = |row: usize| {
                let row = (row + key.pair.as_str().len()) as f64;
                100.0 + 10.0 * (row * 0.21).sin() + 3.0 * (row * 1.3).sin()
            };
            let (open, close) = (price(row), price(row + 1));
            let (high, low) = (open.max(close) + 1.0, open.min(close) - 1.0);
            candles.push(Candle { date, open, high, low, close, volume: 10.0 });
            date = key.timeframe.after(date);
        }
        Ok(Arc::new(candles))
    }
}
