//! Whole trade lists and all figures, equal to FreqTrade's on real candles.

use std::collections::BTreeMap;

use autoquant::backtest::metrics::Row;
use autoquant::job::{Completed, Status, backtest};
use autoquant::model::precision::round8;
use autoquant::model::timerange::format_date;
use autoquant::model::trade::Trade;
use serde_json::Value;

use crate::support::{golden_case, shared};

#[test]
fn roi_steps() {
    case("roi_steps", 1_646);
}

#[test]
fn trailing_plain() {
    case("trailing_plain", 1_719);
}

#[test]
fn trailing_offset() {
    case("trailing_offset", 1_036);
}

#[test]
fn collisions() {
    case("collisions", 1_773);
}

#[test]
fn profit_only() {
    case("profit_only", 326);
}

#[test]
fn tight_wallet() {
    case("tight_wallet", 201);
}

#[test]
fn four_hour() {
    case("four_hour", 1_403);
}

#[test]
fn informative() {
    case("informative", 421);
}

#[test]
fn stake_callback() {
    case("stake_callback", 1_658);
}

#[test]
fn exit_callbacks() {
    case("exit_callbacks", 2_688);
}

#[test]
fn custom_prices() {
    case("custom_prices", 735);
}

#[test]
fn position_adjustment() {
    case("position_adjustment", 316);
}

#[test]
fn protections() {
    case("protections", 835);
}

#[test]
fn short_and_long() {
    case("short_and_long", 386);
}

#[test]
fn leverage_trailing() {
    case("leverage_trailing", 1_101);
}

#[test]
fn liquidation() {
    case("liquidation", 308);
}

#[test]
fn detail_15m() {
    case("detail_15m", 919);
}

fn case(name: &str, count: usize) {
    let Some(shared) = shared(&format!("parity::{name}")) else { return };
    let golden = golden_case(&shared, name);
    let outcome = backtest(&golden.job, &golden.store);
    let Status::Completed(completed) = outcome.status else { panic!("{:?}", outcome.status) };
    let rows = read_trades(&golden.folder.join("trades.csv"));
    for (at, (trade, row)) in completed.trades.iter().zip(&rows).enumerate() {
        same_trade(at, trade, row);
    }
    assert_eq!((completed.trades.len(), rows.len()), (rows.len(), count));
    let text = std::fs::read_to_string(golden.folder.join("expected.json")).unwrap();
    same_figures(&completed, &serde_json::from_str(&text).unwrap());
}

type Cells = BTreeMap<String, String>;

fn read_trades(path: &std::path::Path) -> Vec<Cells> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// All but the profit to the last bit; the profit to 1e-12.
fn same_trade(at: usize, trade: &Trade, row: &Cells) {
    let context = || format!("trade {at}: {trade:?}\nis not {row:?}");
    let text = |name: &str, value: &str| assert_eq!(value, row[name], "{name} of {}", context());
    let number = |name: &str| row[name].parse::<f64>().unwrap();
    let exact = |name: &str, value: f64| {
        assert!(value.to_bits() == number(name).to_bits(), "{name} {value} of {}", context());
    };
    text("pair", &trade.pair);
    text("is_short", if trade.side.is_short() { "True" } else { "False" });
    text("open_date", &format_date(trade.open_date));
    text("close_date", &format_date(trade.close_date));
    text("exit_reason", &trade.exit_reason);
    text("enter_tag", &trade.enter_tag);
    text("trade_duration", &trade.trade_duration().to_string());
    exact("leverage", trade.leverage);
    exact("open_rate", trade.open_rate);
    exact("close_rate", trade.close_rate);
    exact("amount", round8(trade.amount));
    exact("stake_amount", round8(trade.stake_amount));
    exact("max_stake_amount", round8(trade.max_stake_amount));
    exact("fee_open", trade.fee_open);
    exact("fee_close", trade.fee_close);
    exact("min_rate", trade.min_rate.unwrap());
    exact("max_rate", trade.max_rate.unwrap());
    exact("stop_loss_abs", trade.stop_loss_abs);
    exact("initial_stop_loss_abs", trade.initial_stop_loss_abs);
    exact("funding_fees", trade.funding_fees);
    for (name, value) in [("profit_abs", trade.profit_abs), ("profit_ratio", trade.profit_ratio)] {
        let expected = number(name);
        assert!(
            (value - expected).abs() <= 1e-12 * expected.abs(),
            "{name} {value} of {}",
            context()
        );
    }
}

fn close(name: &str, value: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{name} is {expected}"));
    let near = (value - expected).abs() <= 1e-8 * expected.abs();
    assert!(near, "{name}: {value} is not {expected}");
}

fn same_figures(completed: &Completed, expected: &Value) {
    let figures = &completed.figures;
    let (total, drawdown) = (&figures.total, &figures.drawdown);
    let known: Vec<(&str, f64)> = vec![
        ("total_trades", total.trades as f64),
        ("profit_total", total.profit_total),
        ("profit_total_abs", total.profit_total_abs),
        ("sharpe", total.sharpe),
        ("sortino", total.sortino),
        ("calmar", total.calmar),
        ("sqn", total.sqn),
        ("profit_factor", total.profit_factor),
        ("expectancy", total.expectancy),
        ("expectancy_ratio", total.expectancy_ratio),
        ("cagr", figures.cagr),
        ("max_drawdown_account", drawdown.max_drawdown_account),
        ("max_drawdown_abs", drawdown.max_drawdown_abs),
        ("max_relative_drawdown", drawdown.max_relative_drawdown),
        ("winrate", total.winrate),
        ("final_balance", figures.final_balance),
        ("market_change", figures.market_change),
        ("wins", figures.wins as f64),
        ("losses", figures.losses as f64),
        ("draws", figures.draws as f64),
        ("backtest_days", figures.backtest_days as f64),
        ("avg_stake_amount", figures.avg_stake_amount),
        ("holding_avg_s", figures.holding.holding_avg_s),
        ("rejected_signals", completed.counters.rejected_signals as f64),
        ("timedout_entry_orders", completed.counters.timedout_entry_orders as f64),
        ("timedout_exit_orders", completed.counters.timedout_exit_orders as f64),
        ("canceled_trade_entries", completed.counters.canceled_trade_entries as f64),
        ("canceled_entry_orders", completed.counters.canceled_entry_orders as f64),
        ("replaced_entry_orders", completed.counters.replaced_entry_orders as f64),
        ("p_value", total.p_value),
    ];
    let known: BTreeMap<&str, f64> = known.into_iter().collect();
    for (name, value) in expected.as_object().unwrap() {
        match name.as_str() {
            "results_per_pair" => same_pairs(completed, value.as_array().unwrap()),
            "exit_reasons" => same_reasons(completed, value),
            "wallet_stats" => same_wallet(completed, value),
            "backtest_start" => same_date(figures.backtest_start, value),
            "backtest_end" => same_date(figures.backtest_end, value),
            name => close(name, known[name], value),
        }
    }
}

fn same_date(date: i64, expected: &Value) {
    assert_eq!(format_date(date), format!("{}+00:00", expected.as_str().unwrap()));
}

fn same_pairs(completed: &Completed, expected: &[Value]) {
    let figures = &completed.figures;
    let rows: Vec<&Row> = figures.results_per_pair.iter().chain([&figures.total]).collect();
    assert_eq!(rows.len(), expected.len());
    for (row, expected) in rows.into_iter().zip(expected) {
        for (name, value) in expected.as_object().unwrap() {
            let label = format!("{name} of {}", row.key);
            let known = match name.as_str() {
                "key" => {
                    assert_eq!(row.key, value.as_str().unwrap());
                    continue;
                }
                "trades" => row.trades as f64,
                "profit_mean" => row.profit_mean,
                "profit_total_abs" => row.profit_total_abs,
                "profit_total" => row.profit_total,
                "winrate" => row.winrate,
                "wins" => row.wins as f64,
                "draws" => row.draws as f64,
                "losses" => row.losses as f64,
                "sharpe" => row.sharpe,
                "sortino" => row.sortino,
                "calmar" => row.calmar,
                "sqn" => row.sqn,
                "profit_factor" => row.profit_factor,
                "expectancy" => row.expectancy,
                "cagr" => row.cagr,
                "max_drawdown_account" => row.max_drawdown_account,
                "max_drawdown_abs" => row.max_drawdown_abs,
                other => panic!("{other} is not compared"),
            };
            close(&label, known, value);
        }
    }
}

fn same_reasons(completed: &Completed, expected: &Value) {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for trade in &completed.trades {
        *counts.entry(&trade.exit_reason).or_default() += 1;
    }
    for row in &completed.figures.exit_reason_summary {
        assert_eq!(row.trades as u64, counts[row.key.as_str()]);
    }
    let expected = expected.as_object().unwrap();
    assert_eq!(counts.len(), expected.len());
    for (reason, count) in expected {
        assert_eq!(counts[reason.as_str()], count.as_u64().unwrap(), "{reason}");
    }
}

fn same_wallet(completed: &Completed, expected: &Value) {
    let stats = completed.wallet_stats.as_ref().unwrap();
    let drawdown = &stats.drawdown;
    for (name, value) in expected.as_object().unwrap() {
        let known = match name.as_str() {
            "start_balance" => stats.start_balance,
            "end_balance" => stats.end_balance,
            "high_balance" => stats.high_balance,
            "low_balance" => stats.low_balance,
            "sharpe" => stats.sharpe,
            "sortino" => stats.sortino,
            "calmar" => stats.calmar,
            "max_drawdown_account" => drawdown.max_drawdown_account,
            "max_relative_drawdown" => drawdown.max_relative_drawdown,
            "max_drawdown_abs" => drawdown.max_drawdown_abs,
            "max_drawdown_low" => drawdown.max_drawdown_low,
            "max_drawdown_high" => drawdown.max_drawdown_high,
            "low_ts" => stats.low_date as f64,
            "high_ts" => stats.high_date as f64,
            "drawdown_start_ts" => drawdown.drawdown_start as f64,
            "drawdown_end_ts" => drawdown.drawdown_end as f64,
            "drawdown_duration_s" => {
                (drawdown.drawdown_end - drawdown.drawdown_start) as f64 / 1000.0
            }
            "low_date" => {
                same_date(stats.low_date, value);
                continue;
            }
            "high_date" => {
                same_date(stats.high_date, value);
                continue;
            }
            "drawdown_start" => {
                same_date(drawdown.drawdown_start, value);
                continue;
            }
            "drawdown_end" => {
                same_date(drawdown.drawdown_end, value);
                continue;
            }
            // The same as `drawdown_duration_s`, in words.
            "drawdown_duration" => continue,
            other => panic!("{other} is not compared"),
        };
        close(&format!("wallet {name}"), known, value);
    }
}
