//! A plan in words: what a strategy computes, on which frames, and how far it reaches back.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::columns::{tail, tail_cells};
use crate::job::{BoundPlan, Inspected, Prepared};
use crate::model::bits::Bits;
use crate::strategy::plan::{Body, FrameId, NodeId, Plan, Shape};

/// Everything about a strategy: settings, frames, parameters, the plan of one pair, the signals of all
/// pairs, and the last candles of that pair.
pub fn inspection(
    name: &str,
    prepared: &Prepared,
    plan: &BoundPlan,
    pairs: &[Inspected],
    shown: &Inspected,
    count: usize,
) -> String {
    let mut text = String::new();
    let mut line = |line: String| {
        writeln!(text, "{line}").expect("a string takes all text");
    };
    let settings = &prepared.settings;
    line(format!("strategy:         {name}"));
    line(format!("timeframe:        {}", settings.timeframe));
    let needed = plan.planned.plan.startup_candle_count(&plan.bound);
    line(format!("startup:          {} candles (the plan needs {needed})", prepared.startup));
    line(format!("nodes:            {}", plan.planned.plan.nodes.len()));
    line("frames:".into());
    for frame in frames(plan) {
        line(format!("  {}: {} candles reached back", frame.0, frame.1));
    }
    if !prepared.parameters().is_empty() {
        line("parameters:".into());
        for spec in prepared.parameters() {
            let kind = if spec.structural { "structural" } else { "symbolic" };
            let default = spec.domain.default_value();
            line(format!("  {}: {} (default {default}, {kind})", spec.name, spec.domain));
        }
    }
    line("signals:".into());
    for pair in pairs {
        let counts: Vec<String> =
            counts(pair).iter().map(|(name, count)| format!("{name}={count}")).collect();
        line(format!("  {}: {}", pair.pair, counts.join(" ")));
    }
    line(format!("plan of {}:", shown.pair));
    for node in nodes(plan) {
        line(format!("  {node}"));
    }
    line(format!("last candles of {}:", shown.pair));
    line(tail(shown, count));
    text
}

/// The same as data.
pub fn inspection_json(
    name: &str,
    prepared: &Prepared,
    plan: &BoundPlan,
    pairs: &[Inspected],
    shown: &Inspected,
    count: usize,
) -> Value {
    let signals: serde_json::Map<String, Value> = pairs
        .iter()
        .map(|pair| {
            let counts = counts(pair).into_iter().map(|(name, count)| (name.into(), count.into()));
            (pair.pair.to_string(), Value::Object(counts.collect()))
        })
        .collect();
    let frames: Vec<Value> = frames(plan)
        .into_iter()
        .map(|(frame, lookback)| json!({ "frame": frame, "lookback": lookback }))
        .collect();
    json!({
        "strategy": name,
        "timeframe": prepared.settings.timeframe,
        "startup_candle_count": prepared.startup,
        "needed_candles": plan.planned.plan.startup_candle_count(&plan.bound),
        "frames": frames,
        "parameters": prepared.parameters(),
        "signals": signals,
        "pair": shown.pair,
        "plan": nodes(plan),
        "columns": shown.columns.names(),
        "tail": tail_cells(shown, count).into_iter().collect::<std::collections::BTreeMap<_, _>>(),
    })
}

/// The frames, and how many candles the plan reaches back in each.
fn frames(plan: &BoundPlan) -> Vec<(String, usize)> {
    let (plan, bound) = (&plan.planned.plan, &plan.bound);
    let lookbacks = plan.lookbacks(bound);
    let reach = |frame: usize| {
        let of_frame = plan
            .nodes
            .iter()
            .zip(&lookbacks)
            .filter(move |(node, _)| node.frame.is_some_and(|own| own == FrameId::at(frame)));
        of_frame.map(|(_, lookback)| *lookback).max().unwrap_or(0)
    };
    let name = |spec: &crate::strategy::plan::FrameSpec| {
        let pair = spec.pair.as_ref().map_or("the traded pair".to_owned(), ToString::to_string);
        format!("{} of {pair}", spec.timeframe)
    };
    plan.frames.iter().enumerate().map(|(at, spec)| (name(spec), reach(at))).collect()
}

/// How often each signal is on after warm-up.
fn counts(pair: &Inspected) -> Vec<(&'static str, usize)> {
    let rows = pair.first..pair.columns.candles().len();
    let count =
        |bits: &Option<std::sync::Arc<Bits>>| bits.as_ref().map(|bits| bits.count(rows.clone()));
    let signals = &pair.signals;
    [
        ("enter_long", count(&signals.enter_long)),
        ("exit_long", count(&signals.exit_long)),
        ("enter_short", count(&signals.enter_short)),
        ("exit_short", count(&signals.exit_short)),
    ]
    .into_iter()
    .filter_map(|(name, count)| Some((name, count?)))
    .collect()
}

/// A line for each node: `%7 = RSI(%4, 14)  df["rsi"]`.
fn nodes(plan: &BoundPlan) -> Vec<String> {
    let (plan, bound) = (&*plan.planned.plan, &plan.bound);
    let scalar = |node: NodeId| plan.nodes[node.index()].shape == Shape::Scalar;
    let name = |node: NodeId| match &plan.nodes[node.index()].body {
        Body::Parameter(name) => format!("{name}:{}", bound[node.index()]),
        _ if scalar(node) => bound[node.index()].to_string(),
        _ => format!("%{}", node.index()),
    };
    let list = |nodes: &[NodeId]| nodes.iter().map(|node| name(*node)).collect::<Vec<_>>();
    let mut lines = Vec::new();
    for (at, node) in plan.nodes.iter().enumerate().filter(|(_, node)| node.shape != Shape::Scalar)
    {
        let what = match &node.body {
            Body::Constant(value) => value.to_string(),
            Body::Parameter(name) => name.clone(),
            Body::Column(column) => column.name().to_owned(),
            Body::Core { operation, inputs } => {
                format!("{}({})", operation.name, list(inputs).join(", "))
            }
            Body::Call { operation, inputs, parameters } => {
                let arguments: Vec<String> =
                    list(inputs).into_iter().chain(list(parameters)).collect();
                format!("{}({})", operation.name, arguments.join(", "))
            }
            Body::Output { call, output } => {
                format!("{}.{}", name(*call), output_name(plan, *call, *output))
            }
            Body::Merge { inner } => format!("merge({})", name(*inner)),
        };
        let frame = node.frame.filter(|frame| *frame != FrameId::BASE);
        let frame = frame.map_or_else(String::new, |frame| {
            format!("  [{}]", plan.frames[frame.index()].timeframe)
        });
        lines.push(format!("%{at} = {what}{frame}{}", uses(plan, at)));
    }
    lines
}

fn output_name(plan: &Plan, call: NodeId, output: usize) -> &'static str {
    match &plan.nodes[call.index()].body {
        Body::Call { operation, .. } => {
            operation.outputs.get(output).map_or("real", |output| output.name)
        }
        _ => "real",
    }
}

/// The columns that a node is.
fn uses(plan: &Plan, at: usize) -> String {
    let named = plan.columns.iter().filter(|(_, node)| node.index() == at);
    named.fold(String::new(), |text, (name, _)| text + "  df[\"" + name.as_str() + "\"]")
}
