//! Signals that say nothing, or nothing that counts.

use crate::check::Subject;
use crate::check::ranges::{Ranges, Truth};
use crate::check::summary::thresholds;
use crate::diag::{Diagnostic, Place};
use crate::strategy::plan::{Body, NodeId, Plan, SIGNALS, Shape, SignalNodes};

/// So many comparisons fit a strategy to almost any past.
const MANY: usize = 12;

/// A direction of trades, with its signals.
pub(super) struct Direction {
    /// `long`.
    pub name: &'static str,
    /// The name of the signal that enters.
    pub entry: &'static str,
    /// The name of the signal that leaves.
    pub exit: &'static str,
    nodes: fn(&SignalNodes) -> [Option<NodeId>; 2],
}

pub(super) const LONG: Direction = Direction {
    name: "long",
    entry: "enter_long",
    exit: "exit_long",
    nodes: |signals| [signals.enter_long, signals.exit_long],
};

pub(super) const SHORT: Direction = Direction {
    name: "short",
    entry: "enter_short",
    exit: "exit_short",
    nodes: |signals| [signals.enter_short, signals.exit_short],
};

impl Direction {
    /// Whether its entry is asked for in some pair.
    pub(super) fn is_entered(&self, subject: &Subject<'_>) -> bool {
        self.is_written(subject, 0)
    }

    /// Whether its exit is asked for in some pair.
    pub(super) fn is_left(&self, subject: &Subject<'_>) -> bool {
        self.is_written(subject, 1)
    }

    fn is_written(&self, subject: &Subject<'_>, which: usize) -> bool {
        subject.plans.iter().any(|described| {
            let plan = &described.planned.plan;
            (self.nodes)(&plan.signals)[which].is_some_and(|node| !is_zero(plan, node))
        })
    }
}

/// The directions that are traded.
pub(super) fn directions(subject: &Subject<'_>) -> &'static [Direction] {
    if subject.settings.can_short { &[LONG, SHORT] } else { &[LONG] }
}

/// The four signals with their names.
fn named(signals: &SignalNodes) -> [(&'static str, Option<NodeId>); 4] {
    [
        (LONG.entry, signals.enter_long),
        (LONG.exit, signals.exit_long),
        (SHORT.entry, signals.enter_short),
        (SHORT.exit, signals.exit_short),
    ]
}

/// Where a signal was last written, in the first pair that has it.
pub(super) fn place_of(subject: &Subject<'_>, name: &str) -> Option<Place> {
    (0..subject.plans.len()).find_map(|pair| place(subject, pair, name))
}

/// Where a signal was last written.
pub(super) fn place(subject: &Subject<'_>, pair: usize, name: &str) -> Option<Place> {
    let written = subject.plans[pair].planned.notes.written.iter();
    let last = written.rev().find(|written| written.name == name)?;
    Some(subject.script.place_at(last.place?))
}

/// Looks at the plan of each pair, and tells what several of them have once.
pub(super) fn in_each_pair(
    subject: &Subject<'_>,
    found: &mut Vec<Diagnostic>,
    look: impl Fn(usize, &Plan) -> Vec<Diagnostic>,
) {
    for (pair, described) in subject.plans.iter().enumerate() {
        for finding in look(pair, &described.planned.plan) {
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
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
    in_each_pair(subject, found, |pair, plan| {
        let ranges = Ranges::of(plan);
        let signals = named(&plan.signals).into_iter();
        let told = signals.filter_map(|(name, node)| {
            let node = node.filter(|node| !is_zero(plan, *node))?;
            let (code, message, help) = match ranges.truth(node) {
                Truth::Sometimes => return None,
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
            let at = place(subject, pair, name);
            Some(Diagnostic::warning(code, message).at(at).with_help(help))
        });
        told.collect()
    });
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
    in_each_pair(subject, found, |pair, plan| {
        let is_equal = |direction: &&Direction| {
            let [entry, exit] = (direction.nodes)(&plan.signals);
            entry.is_some() && entry == exit && subject.settings.use_exit_signal
        };
        let told = directions(subject).iter().filter(is_equal).map(|direction| {
            let message = "entry and exit have the same condition, so no candle enters";
            let help = "a candle that asks for both opens nothing: make the exit another condition";
            let at = place(subject, pair, direction.exit);
            Diagnostic::warning("AQ513", message).at(at).with_help(help)
        });
        told.collect()
    });
}

/// AQ514: signals that are switched off.
pub(super) fn without_effect(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { script, settings, .. } = subject;
    in_each_pair(subject, found, |pair, plan| {
        let signals = named(&plan.signals).into_iter();
        let told = signals.filter_map(|(name, node)| {
            node.filter(|node| !is_zero(plan, *node))?;
            let is_one_of = |signals: [&str; 2]| signals.contains(&name);
            let (setting, help) = match subject.is_futures() {
                is_futures if is_one_of([SHORT.entry, SHORT.exit]) && !settings.can_short => {
                    let help = if is_futures {
                        "write `const can_short = true;`, or remove the signal"
                    } else {
                        "remove it: config.json trades spot, where nothing is sold short"
                    };
                    ("can_short", help)
                }
                _ if is_one_of([LONG.exit, SHORT.exit]) && !settings.use_exit_signal => (
                    "use_exit_signal",
                    "remove the signal, or write `const use_exit_signal = true;`",
                ),
                _ => return None,
            };
            let is_forgotten =
                setting == "can_short" && name == SHORT.entry && subject.is_futures();
            let edits = if is_forgotten { script.with_const(setting, "true") } else { Vec::new() };
            let message = format!("`{name}` has no effect: `{setting}` is off");
            let at = place(subject, pair, name);
            Some(Diagnostic::warning("AQ514", message).at(at).with_help(help).with_edits(edits))
        });
        told.collect()
    });
}

/// AQ516: a signal that is a column of numbers.
pub(super) fn numbers(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    in_each_pair(subject, found, |pair, plan| {
        let ranges = Ranges::of(plan);
        let told = SIGNALS.into_iter().filter_map(|name| {
            let (_, node) = plan.columns.iter().find(|(known, _)| known == name)?;
            if plan.nodes[node.index()].shape != Shape::Number || ranges.is_flag(*node) {
                return None;
            }
            let when = if name.starts_with("enter") { "exactly 1" } else { "not 0" };
            let message = format!("`{name}` is a column of numbers: it holds where it is {when}");
            let help = "write a condition, such as `df[\"rsi\"] < 30`";
            let at = place(subject, pair, name);
            Some(Diagnostic::warning("AQ516", message).at(at).with_help(help))
        });
        told.collect()
    });
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
