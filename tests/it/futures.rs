//! A run of futures as it is told: blocks, `run --json`, the journal, the report and what is exported.

use std::fs;

use autoquant::model::config::TradingMode;
use serde_json::Value;

use crate::support::project::Project;
use crate::support::schema::faults;

/// Buys what has fallen and sells what has risen, leveraged five times.
const SIDES: &str = r#"
const timeframe = "1h";
const can_short = true;
const stoploss = -0.6;
const test_timeranges = [["spring", "20250201-20250501"], ["autumn", "20250901-20251101"]];

fn populate_indicators(df, metadata) { df["rsi"] = ta::RSI(df, 14); }

fn populate_entry_trend(df, metadata) {
    df.loc(df["rsi"] < 30, "enter_long", "dip");
    df.loc(df["rsi"] > 70, "enter_short", "top");
}

fn populate_exit_trend(df, metadata) {
    df.loc(df["rsi"] > 60, "exit_long");
    df.loc(df["rsi"] < 40, "exit_short");
}

fn leverage(ctx) { 5.0 }
"#;

/// The same with another leverage, no stop and no exit but by a large profit.
fn without_exits(leverage: &str) -> String {
    SIDES
        .replace("stoploss = -0.6", "stoploss = -0.99; const minimal_roi = #{ \"0\": 0.5 }")
        .replace("{ 5.0 }", &format!("{{ {leverage} }}"))
        .replace("df[\"rsi\"] > 60", "df[\"rsi\"] > 101")
        .replace("df[\"rsi\"] < 40", "df[\"rsi\"] < -1")
}

/// On futures with candles of 15 minutes inside.
fn project(strategies: &[(&str, &str)]) -> Project {
    let project = Project::of(TradingMode::Futures);
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let config = config.replace("// \"timeframe_detail\"", "\"timeframe_detail\"");
    let project = project.config(&config);
    strategies.iter().fold(project, |project, (name, text)| project.strategy(name, text))
}

fn json(project: &Project, arguments: &[&str]) -> Value {
    serde_json::from_str(&project.stdout(arguments)).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value}"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found} is not {expected}");
}

#[test]
fn blocks_have_the_figures_of_futures_behind_the_others() {
    let project = project(&[("Sides", SIDES)]);
    let stdout = project.stdout(&["run"]);
    let blocks: Vec<&str> = stdout.split("---\n").skip(1).collect();
    let block = blocks[0].split("\n\n").next().unwrap();
    let keys = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
    };
    let found = keys(block);
    let from = found.iter().position(|key| key == "data_hash").unwrap();
    assert_eq!(
        found[from..].join(" "),
        "data_hash timeframe_detail trading_mode short_count long_profit_pct short_profit_pct \
         avg_leverage funding_pct liquidations marked_sharpe marked_dd_pct per_pair \
         \x20 BTC/USDT   ETH/USDT   SOL/USDT   XRP/USDT   ADA/USDT"
    );
    let padded = block.lines().take(found.len() - 6);
    assert!(padded.into_iter().all(|line| line.as_bytes()[17] == b' ' && line.len() > 18));
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{key}:")));
        line.unwrap().trim().to_owned()
    };
    assert_eq!(value(block, "timeframe_detail"), "15m");
    assert_eq!(value(block, "avg_leverage"), "5.0000");
    let figure = |block: &str, key: &str| value(block, key).parse::<f64>().unwrap();
    let of_sides = figure(block, "long_profit_pct") + figure(block, "short_profit_pct");
    assert!((of_sides - figure(block, "total_profit_pct")).abs() < 2e-4);
    // The summary has the worst of both timeranges.
    for (key, of_block) in
        [("robust_marked_sharpe", "marked_sharpe"), ("worst_marked_dd_pct", "marked_dd_pct")]
    {
        let worst = figure(blocks[0], of_block).min(figure(blocks[1], of_block));
        assert!((figure(blocks[2], key) - worst).abs() < 1e-9, "{key}");
    }
}

#[test]
fn json_tells_sides_leverage_funding_and_liquidations() {
    let (patient, reckless) = (without_exits("1.0"), without_exits("20.0"));
    let project = project(&[("Patient", &patient), ("Reckless", &reckless), ("Sides", SIDES)]);
    let document = json(&project, &["run", "--json"]);
    assert_eq!(faults("run", &document), [""; 0]);
    for result in list(&document, "results") {
        assert_eq!(result["status"], "OK", "{result}");
        assert_eq!(
            (&result["trading_mode"], &result["margin_mode"]),
            (&"futures".into(), &"isolated".into())
        );
        assert_eq!(result["timeframe_detail"], "15m");
        let (trades, figures) = (list(result, "trades"), &result["futures"]);
        let count =
            |key: &str, value: Value| trades.iter().filter(|trade| trade[key] == value).count();
        assert_eq!(figures["short_count"], count("is_short", true.into()));
        assert_eq!(figures["short_count"], result["figures"]["trade_count_short"]);
        assert_eq!(figures["liquidations"], count("exit_reason", "liquidation".into()));
        let sum = |key: &str| trades.iter().map(|trade| number(&trade[key])).sum::<f64>();
        let start = number(&result["figures"]["starting_balance"]);
        close(number(&figures["funding_pct"]), sum("funding_fees") / start * 100.0);
        close(number(&figures["avg_leverage"]), sum("leverage") / trades.len() as f64);
        assert!(sum("funding_fees").abs() > 0.0);
        let marked = &result["marked_stats"];
        close(number(&figures["marked_sharpe"]), number(&marked["sharpe"]));
        if result["strategy"] == "Patient" {
            // No stop, no exit: the wallet never falls, and what it holds does.
            let fall = |stats: &Value| number(&stats["drawdown"]["max_drawdown_account"]);
            assert!(fall(marked) > 0.1 && fall(&result["wallet_stats"]) < 1e-9);
            continue;
        }
        for trade in trades {
            let (open, end) = (number(&trade["open_rate"]), number(&trade["liquidation_price"]));
            assert!((end > open) == (trade["is_short"] == true), "{trade}");
            let side = |order: &Value| order["ft_order_side"] == "sell";
            let orders = list(trade, "orders");
            assert_eq!(side(&orders[0]), trade["is_short"] == true);
            assert_eq!(side(&orders[1]), trade["is_short"] == false);
        }
    }
    let raises = |strategy: &str, flag: &str| {
        let mut all = list(&document, "summaries").iter();
        let summary = all.find(|summary| summary["strategy"] == strategy).unwrap();
        list(summary, "flags").iter().any(|raised| raised["name"] == flag)
    };
    assert!(raises("Reckless", "liquidations") && !raises("Sides", "liquidations"));
    assert!(raises("Patient", "open-profit") && !raises("Patient", "liquidations"));
}

#[test]
fn the_journal_and_the_report_keep_what_futures_have() {
    let project = project(&[("Sides", SIDES)]);
    let run = json(&project, &["run", "--json"]);
    let document = json(&project, &["report", "--json"]);
    assert_eq!(faults("report", &document), [""; 0]);
    let kept = &document["runs"][0];
    let summary = &run["summaries"][0];
    assert_eq!(kept["summary"]["worst_marked_dd_pct"], summary["worst_marked_dd_pct"]);
    let (range, result) = (&kept["timeranges"][0], &run["results"][0]);
    for (name, value) in result["futures"].as_object().unwrap() {
        assert_eq!(&range["figures"][name], value, "{name}");
    }
    assert_eq!(
        (&range["trading_mode"], &range["timeframe_detail"]),
        (&"futures".into(), &"15m".into())
    );
    let (told, trades) = (&range["trades"], list(result, "trades"));
    for (at, trade) in trades.iter().enumerate() {
        assert_eq!(told["short"][at] == 1, trade["is_short"] == true);
        assert_eq!(told["leverage"][at], trade["leverage"]);
        assert_eq!(told["liquidation"][at], trade["liquidation_price"]);
        assert!((number(&told["funding_abs"][at]) - number(&trade["funding_fees"])).abs() < 0.01);
    }
    let sides: Vec<&Value> = list(range, "sides").iter().map(|row| &row["key"]).collect();
    assert_eq!(sides.len(), 2, "{sides:?}");
    let balances = |key: &str| list(&range["equity"], key);
    assert_eq!(balances("marked").len(), balances("equity").len());
    assert_ne!(balances("marked"), balances("equity"));
    assert_eq!(balances("marked").last(), balances("equity").last(), "all is closed at the end");
}

#[test]
fn strategies_are_compared_with_open_gains_and_losses() {
    let project = project(&[("Patient", &without_exits("1.0"))]);
    let run = json(&project, &["run", "--json"]);
    let summary = &run["summaries"][0];
    let pair = ["robust_marked_sharpe", "worst_marked_dd_pct"].map(|key| number(&summary[key]));
    assert!(pair[1] < number(&summary["worst_equity_dd_pct"]) - 5.0, "{summary}");
    project.stdout(&["log", "Patient", "--note", "holds what falls"]);
    let log = fs::read_to_string(project.path().join("results.tsv")).unwrap();
    let row: Vec<&str> = log.lines().nth(1).unwrap().split('\t').collect();
    for (cell, figure) in row[3..5].iter().zip(pair) {
        assert!((cell.parse::<f64>().unwrap() - figure).abs() < 1e-3, "{cell} is not {figure}");
    }
    let status = json(&project, &["status", "--json"]);
    assert_eq!(faults("status", &status), [""; 0]);
    assert_eq!(status["headline"], "marked_sharpe");
    close(number(&status["best"]["sharpe"]), row[3].parse().unwrap());
    let report = json(&project, &["report", "--json"]);
    let told =
        serde_json::json!({ "sharpe": "robust_marked_sharpe", "max_dd": "worst_marked_dd_pct" });
    assert_eq!(report["headline"], told);
    let found = &report["research"]["experiments"][0];
    assert!((number(&found["max_dd"]) - pair[1]).abs() < 1e-6, "{found}");
}

#[test]
fn in_spot_nothing_of_it_is_told() {
    let spot = SIDES.replace("const can_short = true;", "").replace("fn leverage(ctx) { 5.0 }", "");
    let project = Project::new().strategy("Sides", &spot);
    let document = json(&project, &["run", "--json"]);
    assert_eq!(faults("run", &document), [""; 0]);
    let result = &document["results"][0];
    for key in ["margin_mode", "timeframe_detail", "futures", "marked_stats"] {
        assert!(result[key].is_null(), "{key}");
    }
    assert!(list(result, "trades").iter().all(|trade| trade.get("liquidation_price").is_none()));
    let report = json(&project, &["report", "--json"]);
    let range = &report["runs"][0]["timeranges"][0];
    for key in ["trading_mode", "timeframe_detail", "sides"] {
        assert!(range.get(key).is_none(), "{key}");
    }
    assert!(range["equity"].get("marked").is_none() && range["trades"].get("leverage").is_none());
}
