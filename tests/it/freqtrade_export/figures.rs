//! Figures, balances and the market.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use autoquant::model::config::TradingMode;
use serde_json::{Value, json};

use super::{TRADER, run};
use crate::support::project::Project;
use crate::support::shared;

#[test]
fn balances_and_the_market_are_those_of_the_run() {
    let project = Project::new().strategy("Trader", TRADER);
    let one = run(&project).swap_remove(0);
    let trader = one.strategy("Trader");
    let columns =
        one.columns("_Trader_wallet.feather", &["date", "rate", "balance", "total_quote"]);
    let mut balances: BTreeMap<i64, f64> = BTreeMap::new();
    for ((date, value), (rate, balance)) in
        columns[0].iter().zip(&columns[3]).zip(columns[1].iter().zip(&columns[2]))
    {
        assert_eq!(rate * balance, *value);
        *balances.entry(*date as i64).or_default() += value;
    }
    let close = |found: f64, expected: &Value| {
        let expected = expected.as_f64().unwrap();
        assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{found} is not {expected}");
    };
    let stats = &trader["wallet_stats"];
    close(*balances.values().next().unwrap(), &stats["start_balance"]);
    close(*balances.values().last().unwrap(), &stats["end_balance"]);
    close(balances.values().copied().fold(0.0, f64::max), &stats["high_balance"]);
    let market = one.columns("_market_change.feather", &["mean", "rel_mean", "count"]);
    assert_eq!((market[0].len(), market[1][0]), (balances.len(), 0.0));
    assert!(market[2].iter().all(|count| *count == 5.0));
}

#[test]
fn totals_are_freqtrades_own() {
    let Some(shared) = shared("freqtrade_export::totals_are_freqtrades_own") else { return };
    for name in [
        "backtests/tight_wallet",
        "backtests/collisions",
        "backtests_full/short_and_long",
        "backtests_full/liquidation",
        "backtests_full/detail_15m",
    ] {
        let folder = shared.join("golden").join(name);
        let json =
            |path: PathBuf| -> Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
        let case = json(folder.join("case.json"));
        let mut config = json(shared.join("golden/config.json"));
        config.as_object_mut().unwrap().extend(case["config"].as_object().unwrap().clone());
        config["timerange"] = case["timerange"].clone();
        config["exchange"]["pair_whitelist"] = case["pairs"].clone();
        config["datadir"] = json!(shared.join("data/binance").canonicalize().unwrap());
        let strategy = case["strategy"].as_str().unwrap();
        let text = fs::read_to_string(folder.join(format!("{strategy}.rhai"))).unwrap();
        let project = Project::new().strategy(strategy, &text).config(&config.to_string());
        let found = run(&project).swap_remove(0).strategy(strategy);
        let expected = json(folder.join("expected.json"));
        let mut compared = 0;
        for (key, value) in expected.as_object().unwrap() {
            let (Some(number), Some(own)) = (value.as_f64(), found[key].as_f64()) else { continue };
            assert!((own - number).abs() <= 1e-8 * number.abs(), "{key}: {own} is not {number}");
            compared += 1;
        }
        assert!(compared > 25, "{compared} keys of {name}");
        assert_eq!(found["backtest_end"], expected["backtest_end"]);
        assert_eq!(found["wallet_stats"]["low_date"], expected["wallet_stats"]["low_date"]);
    }
}

#[test]
fn futures_are_told_as_freqtrade_tells_them() {
    let text = TRADER
        .replace("const timeframe", "const can_short = true;\nconst timeframe")
        .replace("\"20240101-20240601\"", "\"20250101-20250601\"")
        .replace("df.loc(df[\"rsi\"] > 60, \"exit_long\");", "df.loc(df[\"rsi\"] > 60, \"exit_long\");\n    df.loc(df[\"rsi\"] < 40, \"exit_short\");")
        .replace("\"dip\");", "\"dip\");\n    df.loc(df[\"rsi\"] > 65, \"enter_short\", \"top\");");
    let text = format!("{text}\nfn leverage(ctx) {{ 3.0 }}\n");
    let project = Project::of(TradingMode::Futures).strategy("Trader", &text);
    let config = fs::read_to_string(project.path().join("config.json")).unwrap();
    let config = config.replace("// \"timeframe_detail\": \"15m\"", "\"timeframe_detail\": \"1h\"");
    let project = project.config(&config);
    let one = run(&project).swap_remove(0);
    assert_eq!(one.meta["Trader"]["timeframe_detail"], "1h");
    let trader = one.strategy("Trader");
    for (key, value) in
        [("timeframe_detail", "1h"), ("trading_mode", "futures"), ("margin_mode", "isolated")]
    {
        assert_eq!(trader[key], value, "{key}");
    }
    let number = |key: &str| trader[key].as_f64().unwrap();
    assert!(number("trade_count_short") > 0.0 && number("trade_count_long") > 0.0);
    assert!(
        (number("profit_total_short") + number("profit_total_long") - number("profit_total")).abs()
            < 1e-9
    );
    let trades = trader["trades"].as_array().unwrap();
    assert!(
        trades
            .iter()
            .all(|trade| trade["leverage"] == 3.0 && trade.get("liquidation_price").is_none())
    );
    assert!(trades.iter().any(|trade| trade["funding_fees"].as_f64() != Some(0.0)));
    // A row of the stake currency at each candle, and none of coins: positions are no part of the wallet.
    let columns = one.columns("_Trader_wallet.feather", &["date", "rate", "balance"]);
    assert!(columns[0].windows(2).all(|pair| pair[1] - pair[0] == 4.0 * 3_600_000.0));
    assert!(columns[1].iter().all(|rate| *rate == 1.0));
}
