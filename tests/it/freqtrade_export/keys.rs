//! Which files, members and keys there are, and of which types they are.

use std::fs;

use serde_json::{Value, json};

use super::{TRADER, keys, results, run};
use crate::support::project::Project;

/// What a report fails without, of a strategy with trades.
const WITH_TRADES: &str = "trades best_pair worst_pair results_per_pair left_open_trades total_trades \
    total_volume avg_stake_amount profit_total profit_total_abs expectancy expectancy_ratio backtest_start \
    backtest_end backtest_days trades_per_day market_change stake_currency starting_balance final_balance \
    max_open_trades backtest_best_day_abs backtest_worst_day_abs winning_days draw_days losing_days \
    max_consecutive_wins max_consecutive_losses max_drawdown_account max_drawdown_abs drawdown_start \
    drawdown_end max_drawdown_low max_drawdown_high csum_min csum_max";

/// What is written beyond that.
const OTHERS: &str = "locks results_per_enter_tag exit_reason_summary mix_tag_stats trade_count_long \
    trade_count_short profit_mean profit_median profit_total_long profit_total_short profit_total_long_abs \
    profit_total_short_abs cagr sortino sharpe calmar sqn p_value wallet_stats profit_factor \
    backtest_start_ts backtest_end_ts backtest_run_start_ts backtest_run_end_ts pairlist stake_amount \
    stake_currency_decimals dry_run_wallet rejected_signals timedout_entry_orders timedout_exit_orders \
    canceled_trade_entries canceled_entry_orders replaced_entry_orders max_open_trades_setting timeframe \
    timeframe_detail timerange enable_protections strategy_name freqaimodel freqai_identifier stoploss \
    trailing_stop trailing_stop_positive trailing_stop_positive_offset trailing_only_offset_is_reached \
    use_custom_stoploss minimal_roi use_exit_signal exit_profit_only exit_profit_offset \
    ignore_roi_if_entry_signal trading_mode margin_mode periodic_breakdown backtest_best_day \
    backtest_worst_day wins losses draws winrate holding_avg winner_holding_avg loser_holding_avg \
    max_relative_drawdown drawdown_start_ts drawdown_end_ts";

/// What there is only where there are trades.
const OF_TRADES: &str = "daily_profit holding_avg_s winner_holding_min winner_holding_min_s \
    winner_holding_max winner_holding_max_s winner_holding_avg_s loser_holding_min loser_holding_min_s \
    loser_holding_max loser_holding_max_s loser_holding_avg_s drawdown_duration drawdown_duration_s";

#[test]
fn a_zip_for_each_timerange_has_all_members_and_keys() {
    let project = Project::new().strategy("Trader", TRADER);
    let found = run(&project);
    assert_eq!(found.len(), 2);
    for one in &found {
        let stem = one.stem.strip_prefix("backtest-result-").unwrap();
        assert!(stem[..2].bytes().all(|byte| byte.is_ascii_digit()), "{stem}");
        let label = if stem.contains("-early-") { "early" } else { "late" };
        let members: Vec<&str> = one.members.keys().map(String::as_str).collect();
        assert_eq!(
            members,
            [
                ".json",
                "_Trader.json",
                "_Trader.rhai",
                "_Trader_wallet.feather",
                "_config.json",
                "_exited.pkl",
                "_market_change.feather",
                "_rejected.pkl",
                "_signals.pkl",
            ]
        );
        assert_eq!(one.members["_Trader.rhai"], TRADER.as_bytes());
        let parameters: Value = serde_json::from_slice(&one.members["_Trader.json"]).unwrap();
        assert_eq!(parameters, json!({ "strategy_name": "Trader", "params": { "length": 14 } }));
        let meta = &one.meta["Trader"];
        assert_eq!((meta["notes"].as_str(), meta["timeframe"].as_str()), (Some(label), Some("4h")));
        assert_eq!(meta["run_id"].as_str().map(str::len), Some(32));
        assert!(meta["backtest_start_time"].is_i64() && meta["backtest_end_ts"].is_i64());
        let trader = one.strategy("Trader");
        let all = [WITH_TRADES, OTHERS, OF_TRADES].map(words).concat();
        assert_eq!(keys(&trader), sorted(all.into_iter()));
        has_types(&trader);
    }
    let last = fs::read(results(&project).join(".last_result.json")).unwrap();
    let last: Value = serde_json::from_slice(&last).unwrap();
    assert_eq!(last, json!({ "latest_backtest": format!("{}.zip", found[1].stem) }));
}

fn has_types(trader: &Value) {
    let trades = trader["trades"].as_array().unwrap();
    assert!(trades.len() > 10);
    assert_eq!(trader["total_trades"], trades.len());
    for trade in trades {
        let is_date = |key: &str| trade[key].as_str().is_some_and(|date| date.ends_with("+00:00"));
        assert!(is_date("open_date") && is_date("close_date"));
        assert_eq!((&trade["enter_tag"], &trade["is_open"]), (&json!("dip"), &json!(false)));
        assert_eq!(trade["initial_stop_loss_ratio"], -0.05);
        let orders = trade["orders"].as_array().unwrap();
        let sides: Vec<_> = orders.iter().map(|order| order["ft_order_side"].as_str()).collect();
        assert_eq!(sides, [Some("buy"), Some("sell")]);
        assert_eq!(orders[1]["ft_order_tag"], trade["exit_reason"]);
        assert!(trade["weekday"].as_u64().is_some_and(|day| day < 7));
    }
    assert_eq!(trader["minimal_roi"], json!({ "0": 0.1, "1440": 0.02 }));
    assert_eq!((&trader["max_open_trades"], &trader["locks"]), (&json!(3), &json!([])));
    assert_eq!(trader["pairlist"].as_array().map(Vec::len), Some(5));
    assert_eq!(keys(&trader["periodic_breakdown"]), ["day", "month", "week", "weekday", "year"]);
    let total = trader["results_per_pair"].as_array().unwrap().last().unwrap();
    assert_eq!((&total["key"], &total["trades"]), (&json!("TOTAL"), &trader["total_trades"]));
    assert!(trader["mix_tag_stats"][0]["key"].is_array());
    let days = trader["daily_profit"].as_array().unwrap();
    assert!(days.iter().all(|day| day[0].is_string() && day[1].is_f64()));
    assert!(trader["drawdown_duration"].as_str().unwrap().contains(" days "));
}

pub(super) fn without_trades(idle: &Value) {
    let all = [WITH_TRADES, OTHERS, "daily_profit_list"].map(words).concat();
    assert_eq!(keys(idle), sorted(all.into_iter()));
    for (key, value) in [
        ("trades", json!([])),
        ("expectancy_ratio", json!(100.0)),
        ("p_value", json!(1.0)),
        ("max_drawdown_abs", json!(0.0)),
        ("drawdown_start", json!("1970-01-01T00:00:00+00:00")),
        ("daily_profit_list", json!([])),
        ("holding_avg", json!("0:00:00")),
        ("winner_holding_avg", json!("0:00:00")),
    ] {
        assert_eq!(idle[key], value, "{key}");
    }
    assert_eq!(idle["results_per_pair"][0]["duration_avg"], "0:00");
    assert_eq!(idle["results_per_enter_tag"].as_array().map(Vec::len), Some(1));
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn sorted<'a>(keys: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut keys: Vec<String> = keys.map(str::to_owned).collect();
    keys.sort_unstable();
    keys
}
