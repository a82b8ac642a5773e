//! Exits that flatter the figures.

use super::signals::{self, Direction, LONG};
use crate::check::Subject;
use crate::diag::Diagnostic;
use crate::strategy::script::tokens::{Kind, Tokens};

/// A target below so many times the costs of a trade is more noise than gain.
const TIGHT: f64 = 5.0;

/// Minutes.
const A_DAY: i64 = 1_440;

/// FreqTrade's stop for strategies that want none.
const NO_STOP: f64 = -0.99;

/// The costs of a trade as a ratio: the fees of its two orders, where they are known.
fn costs(subject: &Subject<'_>) -> Option<f64> {
    subject.fee.map(|fee| 2.0 * fee).filter(|costs| *costs > 0.0)
}

/// AQ520: losers are never sold by signal.
pub(super) fn profit_only(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.settings.exit_profit_only {
        found.push(
            Diagnostic::warning(
                "AQ520",
                "`exit_profit_only` keeps losing trades open, so the closed ones look good",
            )
            .at(subject.script.place_of_const("exit_profit_only"))
            .with_help("look at the equity figures, not at the closed trades, or leave it out"),
        );
    }
}

/// AQ521: a profit target of little more than the fees.
pub(super) fn tight_roi(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(costs) = costs(subject) else { return };
    // Later ones are there to let go of what goes nowhere.
    let early = subject.settings.minimal_roi.0.iter().filter(|(minutes, _)| *minutes < A_DAY);
    let first = early.min_by(|(_, one), (_, other)| one.total_cmp(other));
    let Some((minutes, target)) = first.filter(|(_, target)| *target < TIGHT * costs) else {
        return;
    };
    found.push(
        Diagnostic::warning(
            "AQ521",
            format!(
                "`minimal_roi` takes profits of {:.2} % from minute {minutes} on, and a trade costs {:.2} %",
                target * 100.0,
                costs * 100.0
            ),
        )
        .at(subject.script.place_of_const("minimal_roi"))
        .with_help("many small wins hide few large losses: let winners run further"),
    );
}

/// AQ522: a stop nearer than the fees.
pub(super) fn tight_stop(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(costs) = costs(subject) else { return };
    let settings = subject.settings;
    let trailing = settings.trailing.positive.filter(|_| settings.trailing.stop);
    let stops = [("stoploss", Some(-settings.stoploss)), ("trailing_stop_positive", trailing)];
    for (name, distance) in stops {
        let Some(distance) = distance.filter(|distance| *distance <= costs) else { continue };
        found.push(
            Diagnostic::warning(
                "AQ522",
                format!(
                    "`{name}` is {:.2} % away, and a trade costs {:.2} %",
                    distance * 100.0,
                    costs * 100.0
                ),
            )
            .at(subject.script.place_of_const(name))
            .with_help(
                "such a stop is hit within the candle, whose order of prices nobody knows: set it wider",
            ),
        );
    }
}

/// AQ523 and AQ544: nothing closes a trade but the end of the data, or no signal those of one direction.
pub(super) fn none(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let directions = signals::directions(subject);
    let is_left = |one: &&Direction| subject.settings.use_exit_signal && one.is_left(subject);
    let is_stuck = |one: &&Direction| one.is_entered(subject) && !is_left(one);
    let ends_otherwise = ends_without_signal(subject);
    let any_is_left = directions.iter().any(|one| is_left(&one));
    if !any_is_left && !ends_otherwise {
        let of_entries = directions.iter().find(is_stuck).unwrap_or(&LONG);
        found.push(
            Diagnostic::warning("AQ523", "nothing closes a trade but the end of the data")
                .at(subject.script.place_of_function("populate_exit_trend"))
                .with_help(format!(
                    "write `df.loc(condition, \"{}\");`, or set `stoploss` or `minimal_roi`",
                    of_entries.exit
                )),
        );
    }
    for Direction { name, entry, exit, .. } in directions.iter().filter(is_stuck) {
        let (finding, unless) = match (any_is_left, ends_otherwise) {
            (false, _) => continue,
            (true, false) => (
                Diagnostic::warning(
                    "AQ523",
                    format!("nothing closes a {name} trade but the end of the data"),
                ),
                "or set `stoploss` or `minimal_roi`",
            ),
            (true, true) => (
                Diagnostic::note("AQ544", format!("no signal closes the {name} trades")),
                "unless stops and targets alone shall close them",
            ),
        };
        found.push(
            finding
                .at(signals::place_of(subject, entry))
                .with_help(format!("write `df.loc(condition, \"{exit}\");`, {unless}")),
        );
    }
}

/// AQ543: exits of trades that nothing opens.
pub(super) fn without_entry(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let directions = signals::directions(subject);
    // A strategy that opens nothing at all is told so.
    if !subject.settings.use_exit_signal || !directions.iter().any(|one| one.is_entered(subject)) {
        return;
    }
    let is_idle = |one: &&Direction| one.is_left(subject) && !one.is_entered(subject);
    for Direction { entry, exit, .. } in directions.iter().filter(is_idle) {
        found.push(
            Diagnostic::warning("AQ543", format!("`{exit}` closes nothing: there is no `{entry}`"))
                .at(signals::place_of(subject, exit))
                .with_help(format!("write `df.loc(condition, \"{entry}\");`, or remove the exit")),
        );
    }
}

/// Whether something else than a signal and the end of the data may close a trade.
fn ends_without_signal(subject: &Subject<'_>) -> bool {
    let settings = subject.settings;
    let defined = subject.script.defined();
    defined.custom_exit
        || (settings.position_adjustment_enable && takes_out(&subject.script.tokens()))
        || (defined.custom_roi && settings.use_custom_roi)
        || (defined.custom_stoploss && settings.use_custom_stoploss)
        || settings.stoploss > NO_STOP
        || settings.trailing.stop
        || !settings.minimal_roi.0.is_empty()
}

/// Whether `adjust_trade_position` may answer with less than nothing: it writes a number below 0 that it
/// compares with none, subtracts, or asks another function.
fn takes_out(tokens: &Tokens<'_>) -> bool {
    let Some(body) = tokens.body("adjust_trade_position") else { return false };
    let compares = ["<", ">", "<=", ">=", "==", "!="];
    (body.open..body.close).any(|at| match tokens.word(at) {
        "-" => tokens.is(at, Kind::Sign) && !compares.contains(&tokens.before(at)),
        name => tokens.word(at + 1) == "(" && tokens.body(name).is_some(),
    })
}
