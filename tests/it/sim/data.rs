//! What is loaded before the first candle, and what is taken away again.

use autoquant::job::{Status, backtest};
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::timerange::{TimeRange, format_date, parse_date};

use crate::support::memory::{Memory, job};

const HOUR: i64 = 3_600_000;

/// A strategy that needs five candles and always enters.
const ALWAYS: &str = r#"
const timeframe = "1h";
const startup_candle_count = 5;
fn populate_indicators(df, metadata) { }
fn populate_entry_trend(df, metadata) { df.loc(df["close"] > 0, "enter_long"); }
fn populate_exit_trend(df, metadata) { }
"#;

fn hours(first: &str, count: i64) -> Candles {
    let first = parse_date(first).unwrap();
    let mut candles = Candles::default();
    for hour in 0..count {
        let price = 100.0 + hour as f64 / 4.0;
        candles.push(Candle {
            date: first + hour * HOUR,
            open: price,
            high: price,
            low: price,
            close: price,
            volume: 1.0,
        });
    }
    candles
}

fn first_entries(pairs: &[(&str, Candles)], timerange: &str) -> Vec<String> {
    let mut source = Memory::default();
    for (pair, candles) in pairs {
        source.add(pair, "1h", candles.clone());
    }
    let names: Vec<&str> = pairs.iter().map(|(pair, _)| *pair).collect();
    let mut job = job("Always", ALWAYS, &names);
    job.timerange = TimeRange::parse(timerange).unwrap();
    let Status::Completed(completed) = backtest(&job, &source).status else { panic!() };
    let mut entries: Vec<String> = completed
        .trades
        .iter()
        .map(|trade| format!("{} {}", trade.pair, &format_date(trade.open_date)[5..16]))
        .collect();
    entries.sort_unstable();
    entries
}

#[test]
fn trap_04_enough_candles_before_the_start() {
    let candles = hours("20240101", 48);
    assert_eq!(first_entries(&[("A/USDT", candles)], "20240102-"), ["A/USDT 01-02 01:00"]);
}

#[test]
fn trap_04_warm_up_is_removed_by_rows_so_a_late_start_is_pushed_forward() {
    for (start, first) in [("20240101-", "01-01 06:00"), ("20240101T0200-", "01-01 06:00")] {
        let entries = first_entries(&[("A/USDT", hours("20240101", 48))], start);
        assert_eq!(entries, [format!("A/USDT {first}")]);
    }
}

#[test]
fn trap_04_a_pair_that_is_listed_late_starts_late_and_alone() {
    let pairs = [("A/USDT", hours("20240101", 48)), ("B/USDT", hours("20240101T2200", 26))];
    let entries = first_entries(&pairs, "20240102-");
    assert_eq!(entries, ["A/USDT 01-02 01:00", "B/USDT 01-02 04:00"]);
}

#[test]
fn trap_30_an_informative_candle_is_seen_when_it_closes() {
    // The close of the 4h candle that begins at 04:00 is first seen at 07:00.
    let script = r#"
const timeframe = "1h";
const startup_candle_count = 0;
fn populate_indicators(df, metadata) { let h4 = informative("4h"); h4["up"] = h4["close"] > 200; }
fn populate_entry_trend(df, metadata) { df.loc(df["up_4h"], "enter_long"); }
fn populate_exit_trend(df, metadata) { }
"#;
    let mut source = Memory::default();
    source.add("A/USDT", "1h", hours("20240101", 24));
    let mut four = Candles::default();
    for (at, close) in [100.0, 300.0, 100.0, 100.0, 100.0, 100.0].into_iter().enumerate() {
        let date = parse_date("20240101").unwrap() + at as i64 * 4 * HOUR;
        four.push(Candle { date, open: close, high: close, low: close, close, volume: 1.0 });
    }
    source.add("A/USDT", "4h", four);
    let outcome = backtest(&job("Informative", script, &["A/USDT"]), &source);
    let Status::Completed(completed) = outcome.status else { panic!("{:?}", outcome.status) };
    // The signal of 07:00 is acted on at 08:00.
    assert_eq!(format_date(completed.trades[0].open_date), "2024-01-01 08:00:00+00:00");
}
