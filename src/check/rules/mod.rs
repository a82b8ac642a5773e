//! What runs and may mislead: one file a family of rules.

mod callbacks;
mod columns;
mod exits;
mod futures;
mod header;
mod orders;
mod settings;
mod signals;
mod warm_up;

pub(super) use header::look as header;

use super::Subject;
use crate::diag::Diagnostic;

/// One rule: looks at a strategy and adds what it finds.
type Rule = fn(&Subject<'_>, &mut Vec<Diagnostic>);

/// All rules, besides those of the header.
const RULES: &[Rule] = &[
    columns::unused,
    columns::overwritten,
    columns::unused_informative,
    columns::unconfigured,
    signals::missing,
    signals::constant,
    signals::equal,
    signals::without_effect,
    signals::many_thresholds,
    signals::numbers,
    warm_up::too_short,
    warm_up::recursive,
    exits::profit_only,
    exits::tight_roi,
    exits::tight_stop,
    exits::none,
    exits::without_entry,
    callbacks::ignores_input,
    callbacks::without_stake,
    callbacks::switched_off,
    callbacks::borrows_nothing,
    callbacks::prints,
    callbacks::misspelt,
    callbacks::without_effect,
    orders::never_wait,
    orders::taken_away,
    orders::without_end,
    futures::collide,
    futures::stops_of_plain_trades,
    futures::stop_beyond_liquidation,
    settings::idle,
    settings::protections_off,
    settings::unread_keys,
];

/// What all rules find.
pub(super) fn all(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        rule(subject, &mut found);
    }
    found
}
