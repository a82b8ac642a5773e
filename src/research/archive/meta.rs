//! `meta.yaml`: what a program, or a reader in a hurry, wants to know of an archive.

use serde_json::{Map, Value, json};

use super::facts::{Facts, Peak};
use super::yaml::yaml;
use crate::job::{ConfigKey, SEMANTICS};
use crate::model::config::StakeAmount;
use crate::research::books::RunEntry;
use crate::research::workspace::Workspace;

/// The version of the form.
const SCHEMA: u32 = 1;

/// The text of the file.
pub(super) fn meta(facts: &Facts<'_>) -> String {
    let (status, workspace) = (&facts.status, facts.desk.workspace);
    let events = facts.events.iter().map(|(event, count)| (event.name().to_owned(), json!(count)));
    let flags = facts.flags.iter().map(|(flag, count)| json!({ "name": flag, "trials": count }));
    let value = json!({
        "schema": SCHEMA,
        "version": facts.name,
        "archived": facts.date,
        "first_entry": facts.dates.map(|(first, _)| first),
        "last_entry": facts.dates.map(|(_, last)| last),
        "autoquant": env!("CARGO_PKG_VERSION"),
        "semantics": SEMANTICS,
        "commit": facts.commit,
        "rounds": status.rounds,
        "events": events.collect::<Map<_, _>>(),
        "runs": facts.runs,
        "trials": status.trials,
        "plateau_rounds": status.plateau_rounds,
        "peaks": {
            "headline": facts.best.as_ref().map(peak),
            "profit": facts.profit.as_ref().map(peak),
        },
        "pareto": facts.front.iter().map(peak).collect::<Vec<_>>(),
        "flags": flags.collect::<Vec<_>>(),
        "active": active(facts),
        "config": config(workspace, &facts.configs),
    });
    let Value::Object(object) = value else { unreachable!("an object was just written") };
    yaml(&object)
}

fn peak(peak: &Peak<'_>) -> Value {
    let Peak { standing, run } = peak;
    json!({
        "strategy": standing.strategy,
        "commit": standing.commit,
        "trial": run.map(|run| run.number),
        "sharpe": standing.sharpe,
        "max_dd": standing.max_dd,
        "worst_profit_pct": run.and_then(|run| run.summary.worst_profit_pct),
        "flags": run.map(flags),
        "state": standing.state,
    })
}

fn active(facts: &Facts<'_>) -> Vec<Value> {
    let one = |active: &crate::research::desk::Active, run: Option<&RunEntry>| {
        let read = active.read.as_ref().ok();
        json!({
            "strategy": active.strategy.name,
            "script": read.map(|now| &now.key),
            "paradigm": read.and_then(|now| now.header.paradigm.as_deref()),
            "trial": run.map(|run| run.number),
            "commit": run.map(|run| &run.commit),
            "flags": run.map(flags),
        })
    };
    facts.active.iter().map(|(active, run)| one(active, *run)).collect()
}

fn flags(run: &RunEntry) -> Vec<&str> {
    run.flags.keys().map(String::as_str).collect()
}

/// The essentials; the whole file lies beside.
fn config(workspace: &Workspace, run_under: &[&str]) -> Value {
    let (config, gates) = (&workspace.config, &workspace.gates);
    let stake = match config.stake_amount {
        StakeAmount::Unlimited => json!("unlimited"),
        StakeAmount::Fixed(stake) => json!(stake),
    };
    let timeframes = workspace.timeframes.iter().map(ToString::to_string);
    json!({
        "key": ConfigKey::of(config),
        "keys_of_runs": run_under,
        "exchange": config.exchange,
        "pairs": config.pair_whitelist,
        "timeframes": timeframes.collect::<Vec<_>>(),
        "timeframe": config.timeframe.map(|timeframe| timeframe.to_string()),
        "timerange": config.timerange.to_string(),
        "fee": workspace.fee(),
        "stake_currency": config.stake_currency,
        "stake_amount": stake,
        "dry_run_wallet": config.dry_run_wallet,
        "tradable_balance_ratio": config.tradable_balance_ratio,
        "max_open_trades": config.overrides.get("max_open_trades"),
        "headline": gates.headline,
        "profit_floor_pct": gates.profit_floor_pct,
        "min_position_size_pct": gates.min_position_size_pct,
        "max_active_strategies": gates.max_active_strategies,
        "stagnation_rounds": gates.stagnation_rounds,
    })
}
