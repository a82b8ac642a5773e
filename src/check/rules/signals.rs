//! Signals that say nothing, or nothing that counts.

use crate::check::Subject;
use crate::check::ranges::{Ranges, Truth};
use crate::check::summary::thresholds;
use crate::diag::{Diagnostic, Place};
use crate::strategy::plan::{Body, NodeId, Plan, SIGNALS, Shape, SignalNodes};

/// So many comparisons fit a strategy to almost any past.
const MANY: usize = 12;

/// The four signals with their names.
fn named(signals: &SignalNodes) -> [(&'static str, Option<NodeId>); 4] {
    [
        ("enter_long", signals.enter_long),
        ("exit_long", signals.exit_long),
        ("enter_short", signals.enter_short),
        ("exit_short", signals.exit_short),
    ]
}

/// Where a signal was last written.
fn place(subject: &Subject<'_>, pair: usize, name: &str) -> Option<Place> {
    let written = subject.plans[pair].planned.notes.written.iter();
    let last = written.rev().find(|written| written.name == name)?;
    Some(subject.script.place_at(last.place?))
}

/// AQ510: a strategy that never enters.
pub(super) fn missing(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let is_silent = |plan: &Plan| {
        let entries = [plan.signals.enter_long, plan.signals.enter_short];
        entries.into_iter().flatten().all(|node| is_zero(plan, node))
    };
    if subject.plans.iter().all(|described| is_silent(&described.planned.plan)) {
        found.push(
            Diagnostic::warning("AQ510", "the strategy never asks for an entry")
                .at(subject.script.place_of_function("populate_entry_trend"))
                .with_help("write `df.loc(condition, \"enter_long\");`"),
        );
    }
}

/// AQ511 and AQ512: a signal that never holds, or on every candle.
pub(super) fn constant(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (pair, described) in subject.plans.iter().enumerate() {
        let plan = &*described.planned.plan;
        let ranges = Ranges::of(plan);
        for (name, node) in named(&plan.signals) {
            let Some(node) = node.filter(|node| !is_zero(plan, *node)) else { continue };
            let (code, message, help) = match ranges.truth(node) {
                Truth::Sometimes => continue,
                Truth::Never => (
                    "AQ511",
                    format!("`{name}` never holds"),
                    "no candle can meet this condition: look at its bounds and signs",
                ),
                Truth::Always => (
                    "AQ512",
                    format!("`{name}` holds on every candle"),
                    "every candle meets this condition: look at its bounds and signs",
                ),
            };
            let finding =
                Diagnostic::warning(code, message).at(place(subject, pair, name)).with_help(help);
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
}

/// Whether a signal is written as the number 0, which is how it is said to be unused.
pub(super) fn is_zero(plan: &Plan, node: NodeId) -> bool {
    let mut node = node;
    loop {
        let Body::Core { operation, inputs } = &plan.nodes[node.index()].body else { return false };
        let is = |number: f64| {
            let last = inputs.last().map(|last| &plan.nodes[last.index()].body);
            matches!(last, Some(Body::Constant(value)) if *value == number)
        };
        match operation.name {
            // A column of numbers asks for an entry where it is 1, and for an exit where it is not 0.
            "eq" if is(1.0) => node = inputs[0],
            "ne" | "fillna" if is(0.0) => node = inputs[0],
            "full" => return is(0.0),
            _ => return false,
        }
    }
}

/// AQ513: entry and exit on the same condition.
pub(super) fn equal(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let signals = &subject.plans[0].planned.plan.signals;
    for (entry, exit, name) in [
        (signals.enter_long, signals.exit_long, "exit_long"),
        (signals.enter_short, signals.exit_short, "exit_short"),
    ] {
        if entry.is_some() && entry == exit && subject.settings.use_exit_signal {
            found.push(
                Diagnostic::warning(
                    "AQ513",
                    "entry and exit have the same condition, so no candle enters",
                )
                .at(place(subject, 0, name))
                .with_help(
                    "a candle that asks for both opens nothing: make the exit another condition",
                ),
            );
        }
    }
}

/// AQ514: signals that are switched off.
pub(super) fn without_effect(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let plan = &*subject.plans[0].planned.plan;
    let settings = subject.settings;
    for (name, node) in named(&plan.signals) {
        if node.is_none_or(|node| is_zero(plan, node)) {
            continue;
        }
        let (message, help) = match name {
            "enter_short" | "exit_short" => (
                format!("`{name}` has no effect: shorts are not simulated"),
                "remove it; only long trades are opened",
            ),
            "exit_long" if !settings.use_exit_signal => (
                format!("`{name}` has no effect: `use_exit_signal` is off"),
                "remove the signal, or write `const use_exit_signal = true;`",
            ),
            _ => continue,
        };
        found.push(
            Diagnostic::warning("AQ514", message).at(place(subject, 0, name)).with_help(help),
        );
    }
}

/// AQ516: a signal that is a column of numbers.
pub(super) fn numbers(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let described = &subject.plans[0].planned;
    let ranges = Ranges::of(&described.plan);
    for name in SIGNALS {
        let Some((_, node)) = described.plan.columns.iter().find(|(known, _)| known == name) else {
            continue;
        };
        if described.plan.nodes[node.index()].shape == Shape::Number && !ranges.is_flag(*node) {
            let when = if name.starts_with("enter") { "exactly 1" } else { "not 0" };
            found.push(
                Diagnostic::warning(
                    "AQ516",
                    format!("`{name}` is a column of numbers: it holds where it is {when}"),
                )
                .at(place(subject, 0, name))
                .with_help("write a condition, such as `df[\"rsi\"] < 30`"),
            );
        }
    }
}

/// AQ515: so many comparisons that the past is learned by heart.
pub(super) fn many_thresholds(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let count = thresholds(subject).len();
    if count > MANY {
        found.push(
            Diagnostic::note("AQ515", format!("the signals are made of {count} comparisons"))
                .at(subject.script.place_of_function("populate_entry_trend"))
                .with_help("each one is a choice that fits the past better and the future worse"),
        );
    }
}
