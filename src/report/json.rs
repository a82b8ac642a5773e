//! One JSON document for a round.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json as value};

use super::freqtrade;
use crate::job::{Completed, SCHEMA, SEMANTICS, Status};
use crate::model::trade::{Order, Side, Trade};
use crate::research::{Gate, Result, Round, Summary, Versus};

/// How the collateral of futures is held: each position has its own.
const ISOLATED: &str = "isolated";

/// A round as JSON, with all trades and locks; balances are exported apart.
///
/// Trades are made and written one by one: as values, half a million of them take more memory than there is.
pub fn json(round: &Round) -> impl Serialize {
    let mut names: Vec<&str> =
        round.results.iter().map(|result| result.strategy.name.as_str()).collect();
    names.dedup();
    Document {
        schema: SCHEMA,
        semantics: SEMANTICS,
        strategies: names,
        results: round.results.iter().map(Told).collect(),
        summaries: round.summaries.iter().map(summary).collect(),
        succeeded: round.succeeded(),
        failed: round.failed(),
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    semantics: &'static str,
    strategies: Vec<&'a str>,
    results: Vec<Told<'a>>,
    summaries: Vec<Value>,
    succeeded: usize,
    failed: usize,
}

/// A result. Of a backtest that came to an end its trades and locks stand last.
struct Told<'a>(&'a Result);

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in result(self.0) {
            map.serialize_entry(&key, &value)?;
        }
        if let Status::Completed(completed) = &self.0.outcome.status {
            map.serialize_entry("trades", &Trades(completed))?;
            let locks: Vec<Value> = completed.locks.iter().map(freqtrade::lock).collect();
            map.serialize_entry("locks", &locks)?;
        }
        map.end()
    }
}

struct Trades<'a>(&'a Completed);

impl Serialize for Trades<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let is_spot = self.0.trading_mode.is_spot();
        serializer.collect_seq(self.0.trades.iter().map(|trade| told(trade, is_spot)))
    }
}

/// A trade; with futures also the price at which the exchange would have closed it, which `FreqTrade` does not
/// export.
fn told(trade: &Trade, is_spot: bool) -> Value {
    let mut value = freqtrade::trade(trade, order);
    if !is_spot {
        value["liquidation_price"] = value!(trade.liquidation_price);
    }
    value
}

/// A filled order, with the time of its placing, which `FreqTrade` does not export.
fn order(order: &Order, side: Side) -> Value {
    let mut value = freqtrade::order(order, side);
    value["order_timestamp"] = value!(order.order_date);
    value
}

/// A figure that is none is `null`.
fn summary(summary: &Summary) -> Value {
    let gate = |gate: Gate| value!({ "passed": gate.passed, "threshold": gate.threshold });
    value!({
        "strategy": summary.strategy,
        "commit": summary.commit,
        "robust_sharpe": summary.robust_sharpe,
        "worst_profit_pct": summary.worst_profit_pct,
        "worst_dd_pct": summary.worst_dd_pct,
        "avg_position_pct": summary.avg_position_pct,
        "profit_floor": gate(summary.profit_floor),
        "min_position_size": gate(summary.min_position_size),
        "pareto_dominated_by": summary.pareto_dominated_by,
        "robust_equity_sharpe": summary.robust_equity_sharpe,
        "worst_equity_dd_pct": summary.worst_equity_dd_pct,
        "trial": summary.trial,
        "vs_last": summary.vs_last.as_ref().map(versus),
        "vs_kept": summary.vs_kept.as_ref().map(versus),
        "failed_timeranges": summary.failed,
        "empty_timeranges": summary.empty,
        "flags": summary.flags,
        "robust_marked_sharpe": summary.marked.map(|marked| marked.sharpe),
        "worst_marked_dd_pct": summary.marked.map(|marked| marked.max_dd),
    })
}

fn versus(other: &Versus) -> Value {
    value!({
        "trial": other.trial,
        "commit": other.commit,
        "relation": other.relation,
        "sharpe": other.sharpe,
        "profit_pct": other.profit_pct,
        "dd_pct": other.dd_pct,
    })
}

fn result(result: &Result) -> Map<String, Value> {
    let outcome = &result.outcome;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("strategy", value!(outcome.strategy));
    put("timerange_label", value!(result.label));
    put("commit", value!(result.commit));
    put("script_key", value!(outcome.script_key));
    put("job_key", value!(result.job_key));
    put("data_hash", value!(result.data_key));
    put("diagnostics", value!(outcome.diagnostics));
    match &outcome.status {
        Status::Failed(failure) => {
            put("status", value!("ERROR"));
            put("error_type", value!(failure.error_type));
            put("error_msg", value!(failure.diagnostic.message));
            put("diagnostic", value!(failure.diagnostic));
        }
        Status::Completed(completed) => {
            put("status", value!("OK"));
            put("timerange", value!(completed.timerange));
            put("timeframe", value!(completed.timeframe));
            put("startup_candle_count", value!(completed.startup_candle_count));
            put("basket", value!(completed.basket));
            put("fee", value!(completed.fee));
            put("figures", value!(completed.figures));
            put("wallet_stats", value!(completed.wallet_stats));
            put("buy_and_hold", value!(completed.buy_and_hold));
            put("counters", value!(completed.counters));
            put("flags", value!(result.flags));
            put("hold_profit_pct", value!(completed.figures.market_change * 100.0));
            let is_spot = completed.trading_mode.is_spot();
            put("trading_mode", value!(completed.trading_mode));
            put("margin_mode", value!((!is_spot).then_some(ISOLATED)));
            put("timeframe_detail", value!(completed.timeframe_detail));
            put("futures", value!(completed.futures()));
            put("marked_stats", value!(completed.marked_stats));
        }
    }
    object
}
