//! Exits that flatter the figures.

use super::signals::is_zero;
use crate::check::Subject;
use crate::diag::Diagnostic;
use crate::strategy::plan::Plan;
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

/// AQ523: nothing closes a trade but the end of the data.
pub(super) fn none(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let settings = subject.settings;
    let defined = subject.script.defined();
    let leaves = |plan: &Plan| plan.signals.exit_long.is_some_and(|node| !is_zero(plan, node));
    let by_signal = settings.use_exit_signal
        && subject.plans.iter().any(|described| leaves(&described.planned.plan));
    let by_callback = defined.custom_exit
        || (settings.position_adjustment_enable && takes_out(&subject.script.tokens()))
        || (defined.custom_roi && settings.use_custom_roi)
        || (defined.custom_stoploss && settings.use_custom_stoploss);
    let by_price =
        settings.stoploss > NO_STOP || settings.trailing.stop || !settings.minimal_roi.0.is_empty();
    if !by_signal && !by_callback && !by_price {
        found.push(
            Diagnostic::warning("AQ523", "nothing closes a trade but the end of the data")
                .at(subject.script.place_of_function("populate_exit_trend"))
                .with_help(
                    "write `df.loc(condition, \"exit_long\");`, or set `stoploss` or `minimal_roi`",
                ),
        );
    }
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
