//! Methods and fields that a plain value does not have.

use std::ops::Range;

use super::freqtrade::{self, Here};
use super::tokens::Tokens;
use crate::diag::Diagnostic;
use crate::diag::suggest::did_you_mean;
use crate::strategy::language::{CTX, ORDER, Record, TIME, TRADE};

/// What is said, and the changes that mend it.
pub(super) type Finding = (Diagnostic, Vec<(Range<usize>, String)>);

/// What Python's differences of times are asked for, as a number of minutes.
const PARTS: &[(&str, &str)] = &[("days", "1440.0"), ("hours", "60.0"), ("minutes", "1.0")];

/// The record that a kind of value is.
fn record(kind: &str) -> Option<&'static Record> {
    match kind {
        "a time" => Some(&TIME),
        "a trade" => Some(&TRADE),
        "an order" => Some(&ORDER),
        "`ctx`" => Some(&CTX),
        _ => None,
    }
}

/// A method of a value that has only fields, or of a number that is no column.
pub(super) fn of_value(tokens: &Tokens<'_>, name: &str, kind: &str, at: usize) -> Option<Finding> {
    let this = tokens.from(at);
    if let Some(record) = record(kind) {
        let names: Vec<&str> = record.names().collect();
        let error = Diagnostic::error("AQ144", format!("{kind} has no function `{name}`"));
        let call = tokens.closing(this + 1).filter(|_| tokens.word(this + 1) == "(");
        if let Some(close) = call.filter(|_| names.contains(&name)) {
            let help = format!("it is a field: write `.{name}`");
            return Some((
                error.with_help(help),
                vec![(tokens.span(this + 1, close), String::new())],
            ));
        }
        let meant = match kind {
            "a trade" => freqtrade::of_trade(name),
            "an order" => freqtrade::of_order(name),
            _ => None,
        };
        let help = meant
            .map(Here::help)
            .or_else(|| did_you_mean(name, names.iter().copied()))
            .unwrap_or_else(|| format!("it has the fields {}", names.join(", ")));
        return Some((error.with_help(help), Vec::new()));
    }
    let is_number = ["a float", "an int"].contains(&kind);
    let looks_back = ["shift", "rolling", "ewm", "diff", "crossed_above", "crossed_below"];
    (is_number && looks_back.contains(&name) && tokens.before(this) == ".").then(|| {
        let error = Diagnostic::error("AQ144", format!("`{name}` is for columns, and this is one number"));
        let help = "in a callback look back with `ctx.candle_at(1)[\"rsi\"]`, or describe the column in \
                    `populate_indicators`";
        (error.with_help(help), Vec::new())
    })
}

/// A field of a value that has none of that name.
pub(super) fn property(tokens: &Tokens<'_>, name: &str, kind: &str, at: usize) -> Finding {
    let error = Diagnostic::error("AQ104", format!("{kind} has no `{name}`"));
    let this = tokens.from(at);
    if let Some((_, minutes)) = PARTS.iter().find(|(part, _)| *part == name)
        && kind == "a float"
        && this > 0
    {
        let help = format!("two times differ by a number of minutes: write `/ {minutes}`");
        return (
            error.with_help(help),
            vec![(tokens.span(this - 1, this), format!(" / {minutes}"))],
        );
    }
    (error.with_help("see `autoquant api ctx` for what has fields"), Vec::new())
}
