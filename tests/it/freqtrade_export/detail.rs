//! Rejected entries of a run with shorter candles.

use std::fs;

use autoquant::model::config::TradingMode;

use super::run;
use crate::support::project::Project;

const HOUR: i64 = 3_600_000;
/// 2025-01-11 00:00.
const SECOND_DAY: i64 = 1_736_553_600_000;

/// Asks for a trade on every candle; the first pair's takes the only slot, to the end.
const EAGER: &str = r#"
const timeframe = "1h";
const stoploss = -0.99;
const test_timeranges = [["days", "20250110-20250112"]];
fn populate_indicators(df, metadata) { df["same"] = df["close"]; }
fn populate_entry_trend(df, metadata) { df.loc(df["same"] > 0, "enter_long", "eager"); }
fn populate_exit_trend(df, metadata) { }
"#;

/// `FreqTrade` counts a rejection on each shorter candle, and exports those alone that have a candle of their date.
#[test]
fn an_entry_that_was_rejected_inside_of_a_candle_has_no_candle() {
    let project = Project::of(TradingMode::Futures);
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let config = config
        .replace("// \"timeframe_detail\"", "\"timeframe_detail\"")
        .replace("\"max_open_trades\": 3", "\"max_open_trades\": 1");
    let project = project.config(&config).strategy("Eager", EAGER);
    let one = run(&project).swap_remove(0);
    // From the second candle on four on each of four pairs, on the last one the three inside.
    let told = &one.strategy("Eager")["rejected_signals"];
    let candles = 48;
    assert!(told.as_i64().unwrap() > 4 * 4 * (candles - 3), "{told}");
    let pickle = &one.members["_rejected.pkl"];
    let has = |date: i64| memchr::memmem::find(pickle, &date.to_le_bytes()).is_some();
    assert!(has(SECOND_DAY) && has(SECOND_DAY + HOUR));
    assert!((1..4).all(|step| !has(SECOND_DAY + step * HOUR / 4)));
}
