//! Candles before the first signal.

use crate::check::Subject;
use crate::diag::Diagnostic;
use crate::indicators::{Memory, Operation};
use crate::job::BoundPlan;
use crate::strategy::plan::{Body, NodeId};

/// AQ506: fewer candles than the columns reach back.
pub(super) fn too_short(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(given) = subject.settings.startup_candle_count else { return };
    let needed = subject.plans.iter().map(BoundPlan::needed).max().unwrap_or(0);
    if given < needed {
        found.push(
            Diagnostic::warning(
                "AQ506",
                format!("`startup_candle_count` is {given}, and the columns reach {needed} candles back"),
            )
            .at(subject.script.place_of_const("startup_candle_count"))
            .with_help(format!(
                "write `const startup_candle_count = {needed};`, or leave it out: then it is what is needed"
            ))
            .with_edits(subject.script.changed_const("startup_candle_count", &needed.to_string())),
        );
    }
}

/// AQ507: a column that remembers where it began for longer than the warm-up.
pub(super) fn recursive(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let described = &subject.plans[0];
    let plan = &*described.planned.plan;
    let startup = subject.prepared.startup;
    let memories = plan.nodes.iter().enumerate().filter_map(|(at, node)| {
        let Body::Call { operation, parameters, .. } = &node.body else { return None };
        let bound = |parameter: &NodeId| described.bound[parameter.index()];
        let parameters: Vec<f64> = parameters.iter().map(bound).collect();
        Some((memory(operation, &parameters)?, operation.name, at))
    });
    let Some((candles, name, at)) =
        memories.max_by_key(|(candles, _, at)| (*candles, usize::MAX - at))
    else {
        return;
    };
    if candles > startup {
        let place = subject.script.place_of(&described.planned, NodeId::at(at));
        found.push(
            Diagnostic::note(
                "AQ507",
                format!("{name} remembers its first value for {candles} candles, and the warm-up is {startup}"),
            )
            .at(place)
            .with_help(format!(
                "until then figures depend on where the data begins, in FreqTrade too; \
                 `const startup_candle_count = {candles};` ends that"
            )),
        );
    }
}

/// The candles until the first value weighs less than 1 %.
fn memory(operation: &Operation, parameters: &[f64]) -> Option<usize> {
    let Memory::Fading(candles) = operation.memory else { return None };
    let candles = candles(parameters);
    (candles.is_finite() && candles < 1.0e9).then(|| candles.ceil() as usize)
}
