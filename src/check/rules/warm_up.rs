//! Candles before the first signal.

use crate::check::Subject;
use crate::diag::Diagnostic;
use crate::job::BoundPlan;
use crate::strategy::plan::{Body, Felt};

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
    let felt = plan.felt(&described.bound).into_iter().flatten();
    let Some(Felt { candles, by }) =
        felt.max_by_key(|felt| (felt.candles, std::cmp::Reverse(felt.by)))
    else {
        return;
    };
    let Body::Call { operation, .. } = &plan.nodes[by.index()].body else { return };
    if startup < candles && candles < 1_000_000_000 {
        let place = subject.script.place_of(&described.planned, by);
        found.push(
            Diagnostic::note(
                "AQ507",
                format!(
                    "{} remembers its first value for {candles} candles, and the warm-up is {startup}",
                    operation.name
                ),
            )
            .at(place)
            .with_help(format!(
                "until then figures depend on where the data begins, in FreqTrade too; \
                 `const startup_candle_count = {candles};` ends that"
            )),
        );
    }
}
