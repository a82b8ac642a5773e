//! One JSON document for a round.

use serde_json::{Map, Value, json as value};

use crate::job::{SCHEMA, SEMANTICS, Status};
use crate::research::{Result, Round};

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
        "succeeded": round.succeeded(),
        "failed": round.failed(),
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
        }
    }
    Value::Object(object)
}
