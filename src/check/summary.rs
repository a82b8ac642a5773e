//! What a clean script is, in one line.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::Subject;
use crate::strategy::plan::{Body, NodeId, Plan};

/// What a strategy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Computed columns that signals or callbacks need: operations and indicators, each once.
    pub nodes: usize,
    /// Series of candles it looks at: pairs and timeframes.
    pub frames: usize,
    /// Candles before the first signal, of each timeframe.
    pub candles: usize,
    /// Comparisons that its signals are made of.
    pub thresholds: usize,
    /// Declared parameters.
    pub parameters: usize,
}

/// What others can import of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// Functions that are not private.
    pub functions: usize,
    /// Top-level consts.
    pub consts: usize,
}

/// `2 functions and 1 const to import`.
impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (functions, consts) = (count(self.functions, "function"), count(self.consts, "const"));
        write!(f, "{functions} and {consts} to import")
    }
}

impl Summary {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let words = subject.script.words_of_callbacks();
        let first = &subject.plans[0];
        let plan = &*first.planned.plan;
        let read = plan.columns.iter().filter(|(name, _)| words.contains(name));
        let wanted: Vec<NodeId> =
            plan.signals.nodes().into_iter().chain(read.map(|(_, node)| *node)).collect();
        let is_computed = |node: &NodeId| {
            matches!(plan.nodes[node.index()].body, Body::Core { .. } | Body::Call { .. })
                && plan.nodes[node.index()].frame.is_some()
        };
        Self {
            nodes: below(plan, &wanted).iter().filter(|node| is_computed(node)).count(),
            frames: plan.frames.len(),
            candles: subject.prepared.startup,
            thresholds: thresholds(subject).len(),
            parameters: plan.parameters.len(),
        }
    }
}

/// `14 nodes, 3 frames, needs 200 candles, 5 thresholds`.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {}, needs {}, {}",
            count(self.nodes, "node"),
            count(self.frames, "frame"),
            count(self.candles, "candle"),
            count(self.thresholds, "threshold")
        )?;
        if self.parameters > 0 {
            write!(f, ", {}", count(self.parameters, "parameter"))?;
        }
        Ok(())
    }
}

/// `2 nodes`.
fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The nodes that some others are made of, themselves included.
pub(super) fn below(plan: &Plan, of: &[NodeId]) -> BTreeSet<NodeId> {
    let mut found = BTreeSet::new();
    let mut open = of.to_vec();
    while let Some(node) = open.pop() {
        if found.insert(node) {
            open.extend(plan.nodes[node.index()].body.children());
        }
    }
    found
}

/// The comparisons that the signals of the first pair are made of. One that a method is made of counts
/// once, whatever it compares inside.
pub(super) fn thresholds(subject: &Subject<'_>) -> Vec<NodeId> {
    let planned = &subject.plans[0].planned;
    let plan = &*planned.plan;
    let nodes = below(plan, &plan.signals.nodes());
    let is_shifted = |node: &NodeId| match &plan.nodes[node.index()].body {
        Body::Call { operation, .. } => operation.name == "shift",
        Body::Output { call, .. } => matches!(
            &plan.nodes[call.index()].body,
            Body::Call { operation, .. } if operation.name == "shift"
        ),
        _ => false,
    };
    let is_threshold = |node: &NodeId| {
        let Body::Core { operation, inputs } = &plan.nodes[node.index()].body else { return false };
        let compares = ["gt", "ge", "lt", "le", "eq", "ne"].contains(&operation.name);
        let is_written = planned.notes.uses.contains_key(node);
        // The half of a crossing that looks at the candle before, and what makes a column a signal.
        let is_made =
            !is_written && (is_shifted(&inputs[0]) || plan.signals.nodes().contains(node));
        compares && !is_made
    };
    nodes.into_iter().filter(is_threshold).collect()
}
