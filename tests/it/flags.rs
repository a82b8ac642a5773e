//! Flags: a strategy that is built to game a figure raises the flag for it, an honest one none.

use std::sync::OnceLock;

use autoquant::research::flags::{Standing, against};
use serde_json::Value;

use crate::support::project::Project;

/// A strategy: settings, columns, entry, exit, callbacks.
fn script(parts: [&str; 5]) -> String {
    let [settings, columns, entry, exit, callbacks] = parts;
    format!(
        "{settings}\n\
         fn populate_indicators(df, metadata) {{ {columns} }}\n\
         fn populate_entry_trend(df, metadata) {{ df.loc({entry}, \"enter_long\"); }}\n\
         fn populate_exit_trend(df, metadata) {{ df.loc({exit}, \"exit_long\"); }}\n\
         {callbacks}\n"
    )
}

const HOUR: &str = "const timeframe = \"1h\"; const stoploss = ";
const RSI: &str = "df[\"rsi\"] = ta::RSI(df, 14);";
const DIP: &str = "df[\"rsi\"] < 30";
const NEVER: &str = "df[\"close\"] < 0";

/// A follower of trends on 4h candles, as the demo has one.
fn trend(settings: &str, callbacks: &str) -> String {
    script([
        &format!("const timeframe = \"4h\"; const stoploss = -0.12; {settings}"),
        "df[\"fast\"] = ta::EMA(df, 12); df[\"slow\"] = ta::EMA(df, 36);",
        "df[\"fast\"].crossed_above(df[\"slow\"])",
        "df[\"fast\"].crossed_below(df[\"slow\"])",
        callbacks,
    ])
}

/// A buyer of dips on 1h candles.
fn dip(settings: &str, exit: &str, callbacks: &str) -> String {
    script([&format!("{HOUR}{settings};"), RSI, DIP, exit, callbacks])
}

/// Every strategy of this file.
fn strategies() -> Vec<(&'static str, String)> {
    let take = |profit: &str| {
        format!(
            "fn custom_exit(ctx) {{ if ctx.current_profit > {profit} {{ return \"enough\"; }} }}"
        )
    };
    let quick = "df[\"rsi\"] = ta::RSI(df, 3);";
    let (below, above) = ("df[\"rsi\"] < 45", "df[\"rsi\"] > 50");
    vec![
        ("Honest", trend("", "")),
        ("ProfitOnlySetting", dip("-0.99; const exit_profit_only = true", "df[\"rsi\"] > 60", "")),
        ("ProfitOnlyCallback", dip("-0.99", NEVER, &take("0.01"))),
        ("Held", dip("-0.99", NEVER, &take("0.05"))),
        ("Clipped", dip("-0.20; const minimal_roi = #{ \"0\": 0.01 }", "df[\"rsi\"] > 75", "")),
        ("Bracket", dip("-0.04; const minimal_roi = #{ \"0\": 0.04 }", NEVER, "")),
        ("Tiny", trend("", "fn custom_stake_amount(ctx) { ctx.proposed_stake / 20 }")),
        ("Rare", script([&format!("{HOUR}-0.12;"), RSI, "df[\"rsi\"] < 12", NEVER, ""])),
        ("Never", script([&format!("{HOUR}-0.12;"), RSI, NEVER, NEVER, ""])),
        ("OnePair", trend("", "fn confirm_trade_entry(ctx) { ctx.pair == \"XRP/USDT\" }")),
        ("OneTrade", trend("const test_timeranges = [[\"picked\", \"20220101-20221231\"]];", "")),
        ("Thin", script([&format!("{HOUR}-0.10;"), quick, below, above, ""])),
        ("Holder", script([&format!("{HOUR}-0.99;"), RSI, "df[\"close\"] > 0", NEVER, ""])),
    ]
}

/// One run of all of them.
fn run() -> &'static Value {
    static RUN: OnceLock<Value> = OnceLock::new();
    RUN.get_or_init(|| {
        let strategies = strategies();
        let names = strategies.iter().map(|(name, _)| *name);
        let arguments: Vec<&str> = ["run", "--json"].into_iter().chain(names).collect();
        let project = strategies
            .iter()
            .fold(Project::new(), |project, (name, text)| project.strategy(name, text));
        serde_json::from_str(&project.stdout(&arguments)).unwrap()
    })
}

/// The entry of a strategy in one of the lists of the document.
fn of<'a>(list: &str, strategy: &str) -> &'a Value {
    let all = run()[list].as_array().unwrap();
    all.iter().find(|one| one["strategy"] == strategy).unwrap()
}

/// The flags of a strategy's timerange.
fn flags(strategy: &str) -> Vec<(&'static str, f64)> {
    let result = of("results", strategy);
    assert_eq!(result["status"], "OK", "{result}");
    let flag =
        |flag: &'static Value| (flag["name"].as_str().unwrap(), flag["figure"].as_f64().unwrap());
    result["flags"].as_array().unwrap().iter().map(flag).collect()
}

/// The figure of a flag that must be raised.
#[track_caller]
fn figure(strategy: &str, name: &str) -> f64 {
    let flags = flags(strategy);
    let found = flags.iter().find(|(flag, _)| *flag == name);
    found.unwrap_or_else(|| panic!("{strategy} raises {flags:?}")).1
}

#[track_caller]
fn silent(strategy: &str, name: &str) {
    let flags = flags(strategy);
    assert!(flags.iter().all(|(flag, _)| *flag != name), "{strategy} raises {flags:?}");
}

#[test]
fn an_honest_strategy_raises_none() {
    assert_eq!(flags("Honest"), []);
    assert_eq!(of("summaries", "Honest")["flags"].as_array().unwrap().len(), 0);
}

#[test]
fn exits_that_only_take_profits() {
    for strategy in ["ProfitOnlySetting", "ProfitOnlyCallback", "Held"] {
        assert!(figure(strategy, "profit-only-exits") > 99.0);
    }
    for strategy in ["Clipped", "Bracket", "Thin", "Tiny"] {
        silent(strategy, "profit-only-exits");
    }
}

#[test]
fn losers_that_are_held() {
    for strategy in ["ProfitOnlySetting", "ProfitOnlyCallback", "Held"] {
        assert!(figure(strategy, "held-losers") > 10.0);
    }
    for strategy in ["Clipped", "Bracket", "Thin", "Tiny", "OneTrade"] {
        silent(strategy, "held-losers");
    }
}

#[test]
fn gains_that_are_clipped() {
    assert!(figure("Clipped", "roi-clipping") > 80.0);
    // As wide a target as the stop.
    silent("Bracket", "roi-clipping");
    silent("Held", "roi-clipping");
}

#[test]
fn stakes_that_are_tiny() {
    assert!(figure("Tiny", "tiny-positions") < 5.0);
    assert_eq!(of("summaries", "Tiny")["min_position_size"]["passed"], false);
    for strategy in ["Held", "Bracket", "Clipped", "Never"] {
        silent(strategy, "tiny-positions");
    }
}

#[test]
fn trades_that_are_few() {
    let trades = &of("results", "Rare")["figures"]["total"]["trades"];
    assert_eq!(Some(figure("Rare", "few-trades")), trades.as_f64());
    assert!(figure("Never", "few-trades").abs() < 1e-9);
    silent("Thin", "few-trades");
}

#[test]
fn a_profit_of_one_pair() {
    assert!((figure("OnePair", "one-pair") - 100.0).abs() < 1e-9);
    silent("Tiny", "one-pair");
    silent("OneTrade", "one-pair");
}

#[test]
fn a_profit_of_one_trade() {
    assert!(figure("OneTrade", "one-trade") > 100.0);
    silent("Thin", "one-trade");
}

#[test]
fn an_edge_that_lives_on_free_fills() {
    assert!(figure("Thin", "fee-free-edge") <= 0.0);
    let total = of("results", "Thin")["figures"]["total"]["profit_total"].as_f64().unwrap();
    assert!(total > 1.0, "it looks splendid: {total}");
    silent("Tiny", "fee-free-edge");
}

#[test]
fn less_than_holding_brings() {
    let result = of("results", "Clipped");
    let profit = result["figures"]["total"]["profit_total"].as_f64().unwrap() * 100.0;
    let ahead = profit - result["hold_profit_pct"].as_f64().unwrap();
    assert!((figure("Clipped", "below-buy-and-hold") - ahead).abs() < 1e-9);
    silent("Held", "below-buy-and-hold");
}

#[test]
fn what_holding_brings_is_the_mean_change_of_the_pairs() {
    let result = of("results", "Holder");
    let date = |key: &str| result["figures"][key].as_i64().unwrap();
    let (start, end) = (date("backtest_start"), date("backtest_end"));
    let change = |pair: &autoquant::demo::DemoPair| {
        let candles = &pair.hourly;
        let close = |date| candles.close[candles.date.before(date)];
        close(end) / close(start) - 1.0
    };
    let changes: Vec<f64> =
        autoquant::demo::generate(autoquant::demo::SEED).iter().map(change).collect();
    assert_eq!(changes.len(), 5);
    let mean = changes.iter().sum::<f64>() / 5.0 * 100.0;
    let told = result["hold_profit_pct"].as_f64().unwrap();
    assert!((told - mean).abs() < 1e-6, "{told} is not {mean}");
    // Rebalancing each day is another benchmark.
    let daily = result["buy_and_hold"]["profit_ratio"].as_f64().unwrap() * 100.0;
    assert!((told - daily).abs() > 10.0);
}

#[test]
fn the_stake_moves_the_closed_trade_sharpe_and_hardly_that_of_the_balance() {
    let sharpe = |strategy: &str| {
        let summary = of("summaries", strategy);
        let figure = |key: &str| summary[key].as_f64().unwrap();
        (figure("robust_sharpe"), figure("robust_equity_sharpe"))
    };
    let ((closed, equity), (tiny_closed, tiny_equity)) = (sharpe("Honest"), sharpe("Tiny"));
    let trades = |strategy: &str| &of("results", strategy)["figures"]["total"]["trades"];
    assert_eq!(trades("Honest"), trades("Tiny"));
    assert!(tiny_closed > closed * 1.5, "{closed} → {tiny_closed}");
    assert!((tiny_equity / equity - 1.0).abs() < 0.02, "{equity} → {tiny_equity}");
}

#[test]
fn a_headline_that_rises_while_the_profit_falls() {
    let standing = |strategy: &str, headline: &str| {
        let figure = |key: &str| of("summaries", strategy)[key].as_f64().unwrap();
        Standing { sharpe: figure(headline), worst_profit_pct: figure("worst_profit_pct") }
    };
    // A twentieth of the stake polishes FreqTrade's Sharpe ratio.
    let (full, tiny) = (standing("Honest", "robust_sharpe"), standing("Tiny", "robust_sharpe"));
    let raised = against(&full, &tiny).unwrap();
    assert_eq!(raised.name(), "sharpe-up-profit-down");
    assert!(raised.figure < -100.0);
    assert_eq!(against(&tiny, &full), None, "the way back");
    assert_eq!(against(&full, &full), None, "nothing changed");
}

#[test]
fn blocks_tell_flags_on_one_line() {
    let text = strategies().into_iter().find(|(name, _)| *name == "OneTrade").unwrap().1;
    let ranges = "[\"picked\", \"20220101-20221231\"], [\"short\", \"20230101-20230131\"]";
    let text = text.replace("[\"picked\", \"20220101-20221231\"]", ranges);
    let stdout = Project::new().strategy("Two", &text).stdout(&["run"]);
    let lines: Vec<&str> = stdout.lines().filter(|line| line.starts_with("flags: ")).collect();
    assert_eq!(lines.len(), 3, "{stdout}");
    assert!(lines[0].starts_with("flags:            one-trade="), "{}", lines[0]);
    assert!(lines[1].starts_with("flags:            few-trades="), "{}", lines[1]);
    let summary: Vec<&str> = lines[2].split_whitespace().skip(1).collect();
    assert!(summary[0].starts_with("few-trades="), "in the order of the table: {summary:?}");
    assert!(summary.iter().any(|flag| lines[0].contains(flag)), "{summary:?}");
}
