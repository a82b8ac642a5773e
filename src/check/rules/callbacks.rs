//! Callbacks that do less than they seem to.

use crate::check::Subject;
use crate::diag::Diagnostic;
use crate::diag::suggest::misspelt as misspelt_word;
use crate::strategy::language::CALLBACKS;
use crate::strategy::script::tokens::{Body, Kind, Tokens};
use crate::strategy::settings::OrderType;

/// What a callback returns that is told something and not asked.
const NOTHING: &str = "()";

/// FreqTrade's former names.
const FORMER: [(&str, &str); 3] = [
    ("custom_sell", "custom_exit"),
    ("check_buy_timeout", "check_entry_timeout"),
    ("check_sell_timeout", "check_exit_timeout"),
];

/// FreqTrade's functions that a script has no use for, and what it has instead.
const ELSEWHERE: [(&str, &str); 4] = [
    ("bot_start", "remove it: columns are described, and callbacks remember nothing"),
    ("informative_pairs", "remove it: other candles come from `informative(\"4h\", \"BTC/USDT\")`"),
    ("plot_annotations", "remove it: the report draws trades and orders by itself"),
    ("version", "remove it: the journal keeps each version of a script"),
];

/// AQ530: a callback whose answer depends on nothing.
pub(super) fn ignores_input(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let tokens = subject.script.tokens();
    for callback in CALLBACKS {
        let Some(Body { argument, open, close, .. }) = tokens.body(callback.name) else { continue };
        // One that is only told has no answer; for a leverage that never changes there is no setting.
        if callback.returns == NOTHING || callback.name == "leverage" {
            continue;
        }
        let reads = |at: usize| tokens.is(at, Kind::Word) && tokens.word(at) == argument;
        if !(open..close).any(reads) {
            let message = format!("`{}` never looks at `{argument}`", callback.name);
            found.push(
                Diagnostic::warning("AQ530", message)
                    .at(subject.script.place_of_function(callback.name))
                    .with_help(
                        "its answer is always the same: read a field of it, or use a setting",
                    ),
            );
        }
    }
}

/// AQ531: a way through `custom_stake_amount` that names no stake.
pub(super) fn without_stake(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let tokens = subject.script.tokens();
    let Some(Body { argument, open, close, .. }) = tokens.body("custom_stake_amount") else {
        return;
    };
    if has_way_without_value(&tokens, open, close) {
        found.push(
            Diagnostic::warning(
                "AQ531",
                "a way through `custom_stake_amount` returns nothing, so the proposed stake is taken",
            )
            .at(subject.script.place_of_function("custom_stake_amount"))
            .with_help(format!(
                "end it with `{argument}.proposed_stake`, or with 0 for no entry (FreqTrade takes nothing as 0)"
            )),
        );
    }
}

/// Whether a way through the body of a function ends without a value.
pub(super) fn has_way_without_value(tokens: &Tokens<'_>, open: usize, close: usize) -> bool {
    let returns_nothing = (open..close)
        .any(|at| tokens.word(at) == "return" && [";", "}"].contains(&tokens.word(at + 1)));
    returns_nothing || !gives_a_value(tokens, open, close)
}

/// Whether every way through a block ends with a value.
fn gives_a_value(tokens: &Tokens<'_>, open: usize, close: usize) -> bool {
    // The last statement begins behind the last `;` or block of this depth.
    let (mut first, mut at) = (open + 1, open + 1);
    while at < close {
        match tokens.word(at) {
            ";" => first = at + 1,
            "{" if tokens.is(at, Kind::Sign) => {
                let Some(end) = tokens.closing(at) else { return true };
                let next = tokens.word(end + 1);
                let goes_on = ["else", ".", "+", "-", "*", "/", ")", ";", ","].contains(&next);
                at = end;
                if !goes_on && end + 1 < close {
                    first = end + 1;
                }
            }
            "(" | "[" | "#{" => at = tokens.closing(at).unwrap_or(at),
            _ => {}
        }
        at += 1;
    }
    if first >= close {
        // It ends with a `;`: with a value only where that was returned or thrown.
        let mut start = first.saturating_sub(1);
        while start > open + 1 && ![";", "{", "}"].contains(&tokens.before(start)) {
            start -= 1;
        }
        return ["return", "throw"].contains(&tokens.word(start));
    }
    match tokens.word(first) {
        "if" => every_branch(tokens, first, close),
        "for" | "while" | "let" => false,
        _ => true,
    }
}

/// `if … { } else if … { } else { }`.
fn every_branch(tokens: &Tokens<'_>, first: usize, close: usize) -> bool {
    let mut at = first;
    loop {
        let Some(open) = (at..close).find(|at| tokens.word(*at) == "{") else { return true };
        let Some(end) = tokens.closing(open) else { return true };
        if !gives_a_value(tokens, open, end) {
            return false;
        }
        match (tokens.word(end + 1), tokens.word(end + 2)) {
            ("else", "if") => at = end + 2,
            ("else", _) => {
                let Some(end_of_else) = tokens.closing(end + 2) else { return true };
                return gives_a_value(tokens, end + 2, end_of_else);
            }
            _ => return false,
        }
    }
}

/// AQ532: a callback that is there and switched off.
pub(super) fn switched_off(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (defined, settings) = (subject.script.defined(), &subject.settings);
    let is_market = |side| side == OrderType::Market;
    for (name, setting, is_off) in [
        (
            "custom_stoploss",
            "use_custom_stoploss",
            defined.custom_stoploss && !settings.use_custom_stoploss,
        ),
        ("custom_roi", "use_custom_roi", defined.custom_roi && !settings.use_custom_roi),
        (
            "adjust_trade_position",
            "position_adjustment_enable",
            defined.adjust_trade_position && !settings.position_adjustment_enable,
        ),
    ] {
        if is_off {
            let help = help(
                subject,
                setting,
                &format!("config.json has \"{setting}\": false"),
                &format!("write `const {setting} = true;`"),
            );
            found.push(
                Diagnostic::warning(
                    "AQ532",
                    format!("`{name}` is never asked: `{setting}` is off"),
                )
                .at(subject.script.place_of_function(name))
                .with_help(help),
            );
        }
    }
    for (name, side, is_off) in [
        (
            "custom_entry_price",
            "entry",
            defined.custom_entry_price && is_market(settings.order_types.entry),
        ),
        (
            "custom_exit_price",
            "exit",
            defined.custom_exit_price && is_market(settings.order_types.exit),
        ),
    ] {
        if is_off {
            let message =
                format!("`{name}` is never asked: `order_types` has \"market\" for `{side}`");
            let help = help(
                subject,
                "order_types",
                &format!("config.json has \"{side}\": \"market\" in \"order_types\""),
                &format!("write `{side}: \"limit\"`: only limit orders have a price"),
            );
            found.push(
                Diagnostic::warning("AQ532", message)
                    .at(subject.script.place_of_function(name))
                    .with_help(help),
            );
        }
    }
}

/// AQ532: `leverage` where nothing can be borrowed.
pub(super) fn borrows_nothing(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.script.defined().leverage && !subject.is_futures() {
        let message = "`leverage` is never asked: config.json trades spot";
        found.push(
            Diagnostic::warning("AQ532", message)
                .at(subject.script.place_of_function("leverage"))
                .with_help(
                    "remove it: it needs \"trading_mode\": \"futures\" in config.json, which holds for all strategies",
                ),
        );
    }
}

/// What to do about a callback that a setting keeps from being asked: that of the config wins over the script's.
fn help(subject: &Subject<'_>, setting: &str, of_config: &str, of_script: &str) -> String {
    if subject.around.config.overrides.contains_key(setting) {
        format!("remove it: {of_config}")
    } else {
        format!("remove it, or {of_script}")
    }
}

/// AQ539: a callback whose one effect would be a lock, in a script that locks nothing.
pub(super) fn without_effect(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let tokens = subject.script.tokens();
    if (0..tokens.len()).any(|at| tokens.word(at) == "lock_pair") {
        return;
    }
    let told = CALLBACKS.iter().filter(|callback| callback.returns == NOTHING);
    for callback in told.filter(|callback| tokens.body(callback.name).is_some()) {
        let message = format!("`{}` has no effect: it locks nothing", callback.name);
        found.push(
            Diagnostic::warning("AQ539", message)
                .at(subject.script.place_of_function(callback.name))
                .with_help(
                    "remove it, or call `lock_pair(pair, until)`: that is all that it can do",
                ),
        );
    }
}

/// AQ534: a function that nothing calls, named almost like one that is called.
pub(super) fn misspelt(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let tokens = subject.script.tokens();
    let names: Vec<&str> = CALLBACKS.iter().map(|callback| callback.name).collect();
    for at in (1..tokens.len()).filter(|at| tokens.before(*at) == "fn") {
        let name = tokens.word(at);
        let is_used = (0..tokens.len()).any(|other| other != at && tokens.word(other) == name);
        if is_used || names.contains(&name) || name.starts_with("populate_") {
            continue;
        }
        let place = tokens.span(at, at);
        if let Some((_, help)) = ELSEWHERE.iter().find(|(known, _)| *known == name) {
            found.push(
                Diagnostic::warning("AQ534", format!("nothing calls `{name}` here"))
                    .at(Some(subject.script.place_of_bytes(place)))
                    .with_help(*help),
            );
            continue;
        }
        let former = FORMER.iter().find(|(old, _)| *old == name).map(|(_, new)| *new);
        let near = former.or_else(|| misspelt_word(name, names.iter().copied()));
        let Some(near) = near else { continue };
        found.push(
            Diagnostic::warning("AQ534", format!("nothing calls `{name}`, and it is no callback"))
                .at(Some(subject.script.place_of_bytes(place.clone())))
                .with_help(format!("did you mean `{near}`?"))
                .with_edits(subject.script.edits(&[(place, near.to_owned())])),
        );
    }
}

/// AQ533: words that nobody reads.
pub(super) fn prints(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let tokens = subject.script.tokens();
    let is_print = |at: &usize| {
        ["print", "debug"].contains(&tokens.word(*at))
            && tokens.is(*at, Kind::Word)
            && tokens.word(at + 1) == "("
            && tokens.before(*at) != "fn"
    };
    if let Some(at) = (0..tokens.len()).find(is_print) {
        let message = format!("what `{}` says is not shown", tokens.word(at));
        found.push(
            Diagnostic::note("AQ533", message)
                .at(Some(subject.script.place_of_bytes(tokens.span(at, at))))
                .with_help("look at columns with `autoquant inspect`"),
        );
    }
}
