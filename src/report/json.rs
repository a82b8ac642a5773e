//! One JSON document for a round.

use serde_json::{Map, Value, json as value};

use crate::job::{SCHEMA, SEMANTICS, Status};
use crate::research::{Gate, Result, Round, Summary, Versus};

/// A round as JSON. Trades and balances are left out: they are exported apart.
pub fn json(round: &Round) -> Value {
    let mut names: Vec<&str> =
        round.results.iter().map(|result| result.strategy.name.as_str()).collect();
    names.dedup();
    value!({
        "schema": SCHEMA,
        "semantics": SEMANTICS,
        "strategies": names,
        "results": round.results.iter().map(result).collect::<Vec<_>>(),
        "summaries": round.summaries.iter().map(summary).collect::<Vec<_>>(),
        "succeeded": round.succeeded(),
        "failed": round.failed(),
    })
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

fn result(result: &Result) -> Value {
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
        }
    }
    Value::Object(object)
}
