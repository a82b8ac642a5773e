//! Where shorts are sold and more than the stake is at work.

use super::signals::{self, SHORT};
use crate::check::Subject;
use crate::check::ranges::Ranges;
use crate::diag::Diagnostic;
use crate::strategy::script::tokens::{Kind, Tokens};

/// AQ542: entries of both directions on the same candles.
pub(super) fn collide(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.settings.can_short {
        return;
    }
    signals::in_each_pair(subject, found, |pair, plan| {
        let entries = [plan.signals.enter_long, plan.signals.enter_short];
        let [Some(long), Some(short)] =
            entries.map(|node| node.filter(|node| !signals::is_zero(plan, *node)))
        else {
            return Vec::new();
        };
        let ranges = Ranges::of(plan);
        let message = match (ranges.implies(long, short), ranges.implies(short, long)) {
            (true, true) => {
                "`enter_long` and `enter_short` have the same condition, so no candle enters"
            }
            (true, false) => "`enter_short` holds wherever `enter_long` does, so nothing is bought",
            (false, true) => {
                "`enter_long` holds wherever `enter_short` does, so nothing is sold short"
            }
            (false, false) => return Vec::new(),
        };
        let help =
            "a candle that asks for both opens nothing: let their conditions exclude each other";
        let at = signals::place(subject, pair, SHORT.entry);
        vec![Diagnostic::warning("AQ542", message).at(at).with_help(help)]
    });
}

/// AQ545: a stop helper that takes a trade for a long one, or for one without leverage.
pub(super) fn stops_of_plain_trades(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let script = subject.script;
    let may_be_short = subject.settings.can_short && SHORT.is_entered(subject);
    let may_borrow = subject.is_futures() && script.defined().leverage;
    let tokens = script.tokens();
    let is_helper = |at: &usize| {
        ["stoploss_from_open", "stoploss_from_absolute"].contains(&tokens.word(*at))
            && tokens.is(*at, Kind::Word)
            && tokens.word(at + 1) == "("
    };
    for at in (0..tokens.len()).filter(is_helper) {
        let Some(close) = tokens.closing(at + 1) else { continue };
        let helper = tokens.word(at);
        let given = arguments(&tokens, at + 1, close);
        let message = match given {
            2 if may_be_short => format!("`{helper}` takes every trade for a long one here"),
            2 | 3 if may_borrow => {
                format!("`{helper}` takes every trade for an unleveraged one here")
            }
            _ => continue,
        };
        let body = tokens.body("custom_stoploss").filter(|body| body.open < at && at < body.close);
        let ctx = body.as_ref().map_or("ctx", |body| body.argument);
        let fields = if may_borrow { &["is_short", "leverage"][..] } else { &["is_short"] };
        let missing = &fields[given - 2..];
        let missing = missing.iter().map(|field| format!("{ctx}.trade.{field}"));
        let more = format!(", {}", missing.collect::<Vec<_>>().join(", "));
        let end = tokens.span(close, close).start;
        // Elsewhere nobody knows what the trade is called.
        let edits = body.map(|_| script.edits(&[(end..end, more.clone())]));
        found.push(
            Diagnostic::warning("AQ545", message)
                .at(Some(script.place_of_bytes(tokens.span(at, at))))
                .with_help(format!("write `{helper}(…{more})`"))
                .with_edits(edits.unwrap_or_default()),
        );
    }
}

/// How many arguments stand between two brackets.
fn arguments(tokens: &Tokens<'_>, open: usize, close: usize) -> usize {
    let (mut count, mut first) = (0, open + 1);
    while first < close {
        count += 1;
        first = tokens.end_of(first, &[","]).map_or(close, |end| end + 1);
    }
    count
}

/// AQ546: a stop that is further away than the liquidation.
pub(super) fn stop_beyond_liquidation(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (script, settings) = (subject.script, subject.settings);
    let defined = script.defined();
    let has_own_stop = defined.custom_stoploss && settings.use_custom_stoploss;
    // At whatever leverage: the maintenance margin brings it nearer still.
    let most = 1.0 - subject.around.config.liquidation_buffer;
    if !subject.is_futures() || !defined.leverage || has_own_stop || -settings.stoploss < most {
        return;
    }
    let place = script.place_of_const("stoploss");
    found.push(
        Diagnostic::note(
            "AQ546",
            format!(
                "the stop is {:.0} % of the stake away, and the liquidation less than {:.0} %",
                -settings.stoploss * 100.0,
                most * 100.0
            ),
        )
        .at(place.or_else(|| script.place_of_function("leverage")))
        .with_help("the exchange closes a losing trade first: set `stoploss` well within that"),
    );
}
