//! What can be seen in callbacks without running them: fields and columns that are not there, whole numbers
//! that are divided. A dry run sees only what it comes by.

use std::collections::BTreeSet;

use super::errors::{Fault, MOST_FAULTS};
use super::freqtrade::{self, Here};
use super::source::Source;
use super::tokens::{Kind, Tokens};
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::strategy::language::{self, Callback, ORDER, TRADE};
use crate::strategy::plan::{BaseColumn, Mend, Plan, SIGNALS, TAGS};

/// What is wrong with the callbacks of a script, one fault for each place.
pub(super) fn faults(source: &Source, plan: &Plan) -> Vec<Fault> {
    let tokens = source.tokens();
    let own = BaseColumn::ALL.iter().map(|(name, _)| *name);
    let written = plan.columns.iter().map(|(name, _)| name.as_str());
    let columns: BTreeSet<&str> = own.chain(written).chain(SIGNALS).chain(TAGS).collect();
    let mut faults = Vec::new();
    for callback in language::CALLBACKS {
        let Some(body) = tokens.body(callback.name) else { continue };
        for at in body.open..body.close {
            if faults.len() >= MOST_FAULTS {
                return faults;
            }
            if is_ctx(&tokens, body.argument, at) {
                faults.extend(field(&tokens, source, callback, at));
                faults.extend(column(&tokens, source, &columns, at));
            }
            faults.extend(division(&tokens, source, at));
        }
    }
    faults
}

/// Whether `ctx.name` begins at a token.
fn is_ctx(tokens: &Tokens<'_>, argument: &str, at: usize) -> bool {
    tokens.word(at) == argument
        && tokens.is(at, Kind::Word)
        && tokens.before(at) != "."
        && tokens.word(at + 1) == "."
}

/// `ctx.field`, `ctx.trade.field` and `ctx.order.field`.
fn field(tokens: &Tokens<'_>, source: &Source, callback: &Callback, at: usize) -> Option<Fault> {
    if tokens.word(at + 3) == "(" {
        return None;
    }
    let names: Vec<&str> = callback.all_fields().collect();
    let name = tokens.word(at + 2);
    if !names.contains(&name) {
        return Some(unknown(tokens, source, at + 2, "`ctx`", &names));
    }
    let (of, record) = match name {
        "trade" => ("`ctx.trade`", &TRADE),
        "order" => ("`ctx.order`", &ORDER),
        _ => return None,
    };
    let is_field = tokens.word(at + 3) == "." && tokens.word(at + 5) != "(";
    let fields: Vec<&str> = record.names().collect();
    (is_field && !fields.contains(&tokens.word(at + 4)))
        .then(|| unknown(tokens, source, at + 4, of, &fields))
}

/// What stands here for a name that FreqTrade has.
fn of_freqtrade(of: &str, name: &str, names: &[&str]) -> Option<Here> {
    let here = match of {
        "`ctx`" => freqtrade::argument(name),
        "`ctx.trade`" => freqtrade::of_trade(name),
        "`ctx.order`" => freqtrade::of_order(name),
        _ => None,
    };
    here.filter(|here| here.field().is_none_or(|field| names.contains(&field)))
}

/// `ctx.candle["name"]` and `ctx.candle.name`.
fn column(
    tokens: &Tokens<'_>,
    source: &Source,
    columns: &BTreeSet<&str>,
    at: usize,
) -> Option<Fault> {
    if tokens.word(at + 2) != "candle" {
        return None;
    }
    let indexed = tokens.word(at + 3) == "[" && tokens.word(at + 5) == "]";
    let quoted = tokens.word(at + 4);
    let name = match tokens.word(at + 3) {
        "[" if indexed => quoted.strip_prefix('"')?.strip_suffix('"')?,
        "." => quoted,
        _ => return None,
    };
    let names = || columns.iter().copied().collect::<Vec<_>>();
    (!columns.contains(name)).then(|| unknown(tokens, source, at + 4, "", &names()))
}

/// A name that is no field of `of`, or no column where that is empty.
fn unknown(tokens: &Tokens<'_>, source: &Source, at: usize, of: &str, names: &[&str]) -> Fault {
    let name = tokens.word(at).trim_matches('"');
    let place = tokens.span(at, at);
    let near = nearest(name, names.iter().copied()).first().copied();
    let written = |near: &str| tokens.word(at).replace(name, near);
    let near = near.filter(|near| Mend::slip(name, near).is_some());
    let meant = of_freqtrade(of, name, names);
    let near = match meant {
        Some(here) => here.field(),
        None => near,
    };
    let change = near.map(|near| (place.clone(), written(near)));
    let (code, message) = match of {
        "" => ("AQ201", format!("unknown column `{name}`")),
        of => ("AQ260", format!("{of} has no `{name}` here")),
    };
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let help = meant
        .map(Here::help)
        .or_else(|| did_you_mean(name, names.iter().copied()))
        .unwrap_or_else(|| format!("there are: {}", sorted.join(", ")));
    let diagnostic = Diagnostic::error(code, message)
        .at(Some(source.place_of(place.clone())))
        .with_help(help)
        .with_edits(source.edits(change.as_slice()));
    Fault { diagnostic, at: place.start }
}

/// `1 / 3` of whole numbers.
fn division(tokens: &Tokens<'_>, source: &Source, at: usize) -> Option<Fault> {
    let whole = |at: usize| {
        tokens.is(at, Kind::Number) && tokens.word(at).chars().all(|c| c.is_ascii_digit())
    };
    let before = at.checked_sub(1)?;
    if tokens.word(at) != "/" || !whole(before) || !whole(at + 1) {
        return None;
    }
    let (a, b) = (tokens.word(before), tokens.word(at + 1));
    let (place, end) = (tokens.span(at, at), tokens.span(before, before).end);
    let diagnostic = Diagnostic::error("AQ242", format!("`{a} / {b}` would cut off the fraction"))
        .at(Some(source.place_of(place.clone())))
        .with_help(format!("write `{a}.0 / {b}`"))
        .with_edits(source.edits(&[(end..end, ".0".to_owned())]));
    Some(Fault { diagnostic, at: place.start })
}
