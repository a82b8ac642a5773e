//! The functions that a strategy must have, and the arguments of those that it may have.

use std::ops::Range;

use rhai::AST;

use super::errors::Fault;
use super::freqtrade::{self, Here};
use super::source::Source;
use super::tokens::{Kind, Tokens};
use crate::diag::Diagnostic;
use crate::diag::suggest::misspelt;
use crate::strategy::language;
use crate::strategy::plan::Phase;

/// The functions that describe columns, in the order in which they run.
pub(super) const POPULATE: [(&str, Phase); 3] = [
    ("populate_indicators", Phase::Indicators),
    ("populate_entry_trend", Phase::Entry),
    ("populate_exit_trend", Phase::Exit),
];

/// The most arguments that are told.
const MOST_NAMES: usize = 12;

/// What FreqTrade called two of them before.
const OLD_NAMES: [(&str, &str); 2] = [
    ("populate_buy_trend", "populate_entry_trend"),
    ("populate_sell_trend", "populate_exit_trend"),
];

/// Looks at the functions of a script.
pub(super) fn check(ast: &AST, source: &Source) -> Vec<Fault> {
    let functions: Vec<_> = ast.iter_functions().collect();
    let tokens = source.tokens();
    let mut faults = Vec::new();
    for (name, _) in POPULATE {
        let Some(function) = functions.iter().find(|function| function.name == name) else {
            let names: Vec<&str> = functions.iter().map(|function| function.name).collect();
            faults.push(missing(name, source, &names));
            continue;
        };
        if function.params.len() != 2 {
            let message =
                format!("`{name}` takes 2 arguments, here it has {}", function.params.len());
            let diagnostic = Diagnostic::error("AQ111", message)
                .with_help(format!("write `fn {name}(df, metadata)`"));
            faults.push(header(&tokens, source, name, "(df, metadata)", diagnostic));
        }
    }
    faults.extend(rivals(
        &functions.iter().map(|function| function.name).collect::<Vec<_>>(),
        source,
    ));
    for function in functions.iter().filter(|function| language::callback(function.name).is_some())
    {
        let (name, arguments) = (function.name, &function.params);
        if arguments.len() != 1 {
            let message = format!("`{name}` takes 1 argument, here it has {}", arguments.len());
            let diagnostic = Diagnostic::error("AQ116", message)
                .with_help(format!("write `fn {name}(ctx)`{}", in_ctx(name, arguments)));
            let mut fault = header(&tokens, source, name, "(ctx)", diagnostic);
            // One that is not mended yet is told again.
            if !fault.diagnostic.edits.is_empty() {
                let reads = reads(&tokens, name, arguments);
                fault.diagnostic.edits.extend(source.edits(&reads));
            }
            faults.push(fault);
        }
    }
    faults
}

/// The callback for all orders, and those for one kind, beside each other.
fn rivals(functions: &[&str], source: &Source) -> Vec<Fault> {
    const ALL: &str = "adjust_order_price";
    let tokens = source.tokens();
    let rivals = ["adjust_entry_price", "adjust_exit_price"];
    let defined = rivals.into_iter().filter(|name| functions.contains(name));
    let fault = |name: &str| {
        let diagnostic =
            Diagnostic::error("AQ119", format!("`{name}` is never asked beside `{ALL}`"))
                .with_help(format!(
                    "keep one of them: in `{ALL}`, `ctx.order.is_entry` tells the orders apart"
                ));
        header(&tokens, source, name, "", diagnostic)
    };
    if functions.contains(&ALL) { defined.map(fault).collect() } else { Vec::new() }
}

/// Whether one of the functions that describe columns was written, and is left out with a fault of its own.
pub(super) fn is_left_out(source: &Source) -> bool {
    let (written, compiled) = (source.own_tokens(), source.tokens());
    let is_written = |name: &str| {
        let is_it = |at: usize| {
            written.word(at) == name && ["fn", "def", "function"].contains(&written.before(at))
        };
        (1..written.len()).any(is_it)
    };
    POPULATE.iter().any(|(name, _)| is_written(name) && compiled.body(name).is_none())
}

/// A function that must be there; `functions` are.
fn missing(name: &str, source: &Source, functions: &[&str]) -> Fault {
    let end = source.end();
    let error = Diagnostic::error("AQ110", format!("the function `{name}` is missing"));
    let is_asked = |name: &str| {
        POPULATE.iter().any(|(known, _)| *known == name) || language::callback(name).is_some()
    };
    let own = || functions.iter().copied().filter(|own| !own.contains('$') && !is_asked(own));
    let old = OLD_NAMES.iter().find(|(_, here)| *here == name).map(|(old, _)| *old);
    let meant = old.filter(|old| functions.contains(old)).or_else(|| misspelt(name, own()));
    let tokens = source.tokens();
    if let Some(body) = meant.and_then(|meant| tokens.body(meant)) {
        let place = tokens.span(body.name, body.name);
        let diagnostic = error
            .at(Some(source.place_of(place.clone())))
            .with_help(format!("name this one `{name}`"))
            .with_edits(source.edits(&[(place.clone(), name.to_owned())]));
        return Fault { diagnostic, at: place.start };
    }
    let line = if source.text()[..end].ends_with('\n') { "" } else { "\n" };
    let change = (end..end, format!("{line}\nfn {name}(df, metadata) {{\n}}\n"));
    let diagnostic = error
        .at(Some(source.beginning()))
        .with_help(format!("add `fn {name}(df, metadata) {{ }}`"))
        .with_edits(source.edits(&[change]));
    Fault { diagnostic, at: end }
}

/// A fault of a function's first line, mended by other arguments (as they are where none are given).
fn header(
    tokens: &Tokens<'_>,
    source: &Source,
    name: &str,
    arguments: &str,
    diagnostic: Diagnostic,
) -> Fault {
    let keyword = |at: &usize| tokens.word(*at) == "fn" && tokens.word(at + 1) == name;
    let Some(at) = (0..tokens.len()).find(keyword) else { return Fault { diagnostic, at: 0 } };
    let place = tokens.span(at, at + 1);
    let change = tokens
        .closing(at + 2)
        .filter(|_| !arguments.is_empty())
        .map(|close| (tokens.span(at + 2, close), arguments.to_owned()));
    let edits = change.map(|change| source.edits(&[change])).unwrap_or_default();
    let at = place.start;
    Fault { diagnostic: diagnostic.at(Some(source.place_of(place))).with_edits(edits), at }
}

/// Where the arguments of FreqTrade's callbacks are found.
fn in_ctx(callback: &str, arguments: &[&str]) -> String {
    let asked = arguments.iter().filter(|name| !["self", "ctx", "kwargs"].contains(name));
    let (mut here, mut missing): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for name in asked {
        match field(callback, name) {
            // Two arguments may be one field.
            Some(field) if here.contains(&field) => {}
            Some(field) => here.push(field),
            None => missing.push(name),
        }
    }
    let listed = |names: Vec<&str>, before: &str| {
        let names: Vec<String> =
            names.iter().take(MOST_NAMES).map(|name| format!("`{before}{name}`")).collect();
        names.join(", ")
    };
    let read = if here.is_empty() {
        String::new()
    } else {
        format!(", and read {}", listed(here, "ctx."))
    };
    if missing.is_empty() {
        return read;
    }
    format!("{read}; there is no {} here", listed(missing, "").replace(", ", ", no "))
}

/// The field of `ctx` that an argument of FreqTrade's callback is.
fn field(callback: &str, argument: &str) -> Option<&'static str> {
    let meant = freqtrade::argument(argument).and_then(Here::field).unwrap_or(argument);
    language::callback(callback)?.all_fields().find(|field| *field == meant)
}

/// What the body of a callback reads by the names of arguments, as fields of `ctx`.
fn reads(tokens: &Tokens<'_>, callback: &str, arguments: &[&str]) -> Vec<(Range<usize>, String)> {
    let Some(body) = tokens.body(callback) else { return Vec::new() };
    let inside = || (body.open..body.close).filter(|at| tokens.is(*at, Kind::Word));
    let own: Vec<&str> =
        inside().filter(|at| tokens.before(*at) == "let").map(|at| tokens.word(at)).collect();
    let changes = inside().filter_map(|at| {
        let name = tokens.word(at);
        let is_read = arguments.contains(&name)
            && !own.contains(&name)
            && ![".", "::"].contains(&tokens.before(at))
            && !["(", ":", "::"].contains(&tokens.word(at + 1));
        let field = field(callback, name).filter(|_| is_read)?;
        Some((tokens.span(at, at), format!("ctx.{field}")))
    });
    changes.collect()
}
