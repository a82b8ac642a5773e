//! Functions, properties and outputs that are not there.

mod elsewhere;
mod outputs;

pub(super) use elsewhere::property as of_pandas;
pub(super) use outputs::{several_columns, unknown_output};

use rhai::{AST, EvalAltResult, ScriptFnMetadata};

use super::{Words, plain};
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::indicators::{Function, MODULES, Module, functions};
use crate::strategy::language;
use crate::strategy::script::tokens::{Kind, Token, Tokens};
use crate::strategy::script::{api, linked, methods};

pub(super) fn unknown_function(
    tokens: &Tokens<'_>,
    signature: &str,
    ast: &AST,
    at: usize,
) -> Words {
    let name = signature.split(" (").next().unwrap_or(signature).trim();
    let arguments = signature.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
    let first = api::kind_name(arguments.split(',').next().unwrap_or_default().trim());
    if let Some(words) = methods::of_value(tokens, name, &first, at) {
        return words.into();
    }
    let has_map = arguments.split(',').any(|kind| api::kind_name(kind.trim()) == "a map");
    if let Some(words) = several_columns(tokens, at).filter(|_| has_map) {
        return words;
    }
    if let Some(own) = ast.iter_functions().find(|function| function.name == name) {
        return other_arguments(tokens, &own, arguments, at);
    }
    if let Some((module, indicator)) = name.split_once("::")
        && let Some(module) = Module::named(module)
    {
        return unknown_indicator(module, indicator);
    }
    let this = tokens.from(at);
    if let Some(words) = frame_as_function(tokens, name, this) {
        return words;
    }
    if let Some(words) = with_columns(tokens, name, arguments, this) {
        return words;
    }
    let mut names: Vec<String> =
        api::names().into_iter().filter(|known| !known.contains("::")).collect();
    names.extend(ast.iter_functions().map(|function| function.name.to_owned()));
    if let Some(known) = names.iter().find(|known| *known == name) {
        let found: Vec<_> = arguments.split(',').map(|kind| api::kind_name(kind.trim())).collect();
        let message = if arguments.is_empty() {
            format!("`{known}` needs arguments")
        } else {
            format!("`{known}` does not take {}", found.join(", "))
        };
        return Diagnostic::error("AQ108", message).with_help(signatures(known)).into();
    }
    let diagnostic = Diagnostic::error("AQ109", format!("there is no function `{name}`"));
    if let Some(imported) = names.iter().find(|known| linked::is_imported(known, name)) {
        return Words::from(diagnostic.with_help(format!("write `{imported}`")))
            .replace(name, imported);
    }
    if let Some(words) = indicator_without_module(tokens, name, &first, this) {
        return words;
    }
    if let Some(elsewhere) = elsewhere::function(name) {
        return elsewhere.into();
    }
    match nearest(name, names.iter().map(String::as_str)).first() {
        Some(near) => {
            let help = did_you_mean(name, names.iter().map(String::as_str)).unwrap_or_default();
            Words::from(diagnostic.with_help(help)).slip(name, near)
        }
        None => diagnostic.with_help("`autoquant api` lists the functions that there are").into(),
    }
}

/// A function that its module does not have.
fn unknown_indicator(module: &'static Module, name: &str) -> Words {
    if let Some(known) = module.find(name) {
        let taken = known.operation.arguments();
        return Diagnostic::error("AQ257", format!("{known} does not take so many arguments"))
            .with_help(format!("it takes `{known}({})`", taken.join(", ")))
            .into();
    }
    let message = format!("there is no function `{}::{name}`", module.name);
    let error = Diagnostic::error("AQ109", message);
    let plain = name.replace('_', "").to_lowercase();
    let same = |function: &Function| function.operation.name.to_lowercase() == plain;
    if let Some(same) = module.functions().find(same) {
        let help = format!("did you mean `{same}`?");
        return Words::from(error.with_help(help)).slip(name, same.operation.name);
    }
    if let Some(other) = functions().find(same) {
        return error.with_help(format!("did you mean `{other}`?")).into();
    }
    if let Some(help) = elsewhere::indicator(name) {
        return error.with_help(help).into();
    }
    let near = nearest(name, module.names());
    let Some(first) = near.first() else {
        return error.with_help("`autoquant api --search WORD` looks for others").into();
    };
    let near: Vec<String> = near.iter().map(|near| format!("`{}::{near}`", module.name)).collect();
    let help = format!("did you mean {}?", near.join(" or "));
    Words::from(error.with_help(help)).slip(name, first)
}

/// `df("rsi")`: a frame is no function.
fn frame_as_function(tokens: &Tokens<'_>, name: &str, this: usize) -> Option<Words> {
    if name != "df" || tokens.word(this) != name || tokens.before(this) == "." {
        return None;
    }
    let error = Diagnostic::error("AQ108", format!("`{name}` is a data frame and no function"));
    let is_column = tokens.is(this + 2, Kind::Text) && tokens.word(this + 3) == ")";
    if !is_column {
        return Some(error.with_help("read a column with `df[\"close\"]`").into());
    }
    let (open, close) = (tokens.span(this + 1, this + 1), tokens.span(this + 3, this + 3));
    let help = format!("write `{name}[{}]`", tokens.word(this + 2));
    Some(Words::from(error.with_help(help)).change(open, "[").change(close, "]"))
}

/// Signs of the language that columns and parameters are not for: `x in 8..16`, `0..n`.
fn with_columns(tokens: &Tokens<'_>, name: &str, arguments: &str, this: usize) -> Option<Words> {
    if !arguments.contains("Series") {
        return None;
    }
    match name {
        "contains" => Some(in_range(tokens, this)),
        ".." | "..=" => {
            let error = Diagnostic::error("AQ222", "a range needs numbers that are known")
                .with_help("take a parameter's `.value`: `int_param(\"n\", 1, 9, 3).value`");
            let words = Words::from(error);
            let sign = (this..this + 2).find(|at| tokens.word(*at) == name);
            let Some(sign) = sign.filter(|sign| *sign > 0) else { return Some(words) };
            let is_value = |kind: Option<&str>| kind.is_some_and(|kind| kind.contains("Series"));
            let mut kinds = arguments.split(',');
            let mut ends = Vec::new();
            if is_value(kinds.next()) {
                ends.push(tokens.span(sign - 1, sign - 1).end);
            }
            if is_value(kinds.next()) {
                let last = tokens.chain_end(sign + 1);
                ends.push(tokens.span(last, last).end);
            }
            Some(ends.into_iter().fold(words, |words, end| words.change(end..end, ".value")))
        }
        _ => None,
    }
}

/// `df["hour"] in 8..16`.
fn in_range(tokens: &Tokens<'_>, this: usize) -> Words {
    let error = Diagnostic::error("AQ102", "a column has no single value to look for");
    let sign = (this.saturating_sub(1)..this + 8).find(|at| *at > 0 && tokens.word(*at) == "in");
    let range = sign.and_then(|sign| {
        let numbers = tokens.is(sign + 1, Kind::Number) && tokens.is(sign + 3, Kind::Number);
        let low: i64 = tokens.word(sign + 1).parse().ok().filter(|_| numbers)?;
        let high: i64 = tokens.word(sign + 3).parse().ok()?;
        let high = if tokens.word(sign + 2) == "..=" { high } else { high - 1 };
        Some((sign, format!(".between({low}, {high})")))
    });
    match range {
        Some((sign, between)) => {
            let place = tokens.span(sign - 1, sign - 1).end..tokens.span(sign + 3, sign + 3).end;
            Words::from(error.with_help(format!("write `{between}`"))).change(place, between)
        }
        None => error.with_help("write `.between(8, 15)`, or `.isin([8, 9])`").into(),
    }
}

/// `SMA(df, 20)`, and `df["close"].sma(20)` as `pandas_ta` has it.
fn indicator_without_module(
    tokens: &Tokens<'_>,
    name: &str,
    first: &str,
    this: usize,
) -> Option<Words> {
    let upper = name.to_uppercase();
    let is_here = MODULES[0].find(&upper).is_some();
    let is_method = tokens.before(this) == "." && this > 1;
    let error = Diagnostic::error("AQ109", format!("there is no function `{name}`"));
    if !is_here {
        let help = elsewhere::indicator(name).filter(|_| !is_method)?;
        return Some(error.with_help(help).into());
    }
    if !is_method {
        let help = format!("indicators are written `ta::NAME(df, …)`: `ta::{upper}`");
        return Some(Words::from(error.with_help(help)).replace(name, format!("ta::{upper}")));
    }
    let open = this + 1;
    if !["a column", "a data frame"].contains(&first) || tokens.word(open) != "(" {
        return None;
    }
    let start = tokens.chain(this - 2);
    let value = text(tokens, start, this - 2);
    let rest = tokens.closing(open).filter(|close| *close > open + 1);
    let rest =
        rest.map_or(String::new(), |close| format!(", {}", text(tokens, open + 1, close - 1)));
    let begin = tokens.span(start, start).start;
    let words = Words::from(error.with_help(format!("write `ta::{upper}({value}{rest})`")));
    let join = if rest.is_empty() { "" } else { ", " };
    Some(
        words
            .change(begin..begin, format!("ta::{upper}("))
            .change(tokens.span(this - 1, open), join),
    )
}

/// What is written from one token to another, where it is short enough to be told.
fn text(tokens: &Tokens<'_>, first: usize, last: usize) -> String {
    let text = tokens.text(&Token { kind: Kind::Word, at: tokens.span(first, last) });
    if text.len() > 60 || text.contains('\n') { "…".to_owned() } else { text.to_owned() }
}

/// A function of the script that is called with more arguments than it has, or with fewer.
fn other_arguments(
    tokens: &Tokens<'_>,
    own: &ScriptFnMetadata<'_>,
    given: &str,
    at: usize,
) -> Words {
    let count =
        |count: usize| format!("{count} {}", if count == 1 { "argument" } else { "arguments" });
    let given = given.split(',').filter(|kind| !kind.trim().is_empty()).count();
    let this = tokens.from(at);
    let (name, open) = (own.name, this + 1);
    // `value.name(x)`: what is before the point counts as one.
    if given == own.params.len()
        && tokens.before(this) == "."
        && tokens.word(open) == "("
        && this > 1
    {
        let (start, close) = (tokens.chain(this - 2), tokens.closing(open));
        let rest = close.filter(|close| *close > open + 1);
        let join = if rest.is_some() { ", " } else { "" };
        let rest = rest.map_or(String::new(), |close| text(tokens, open + 1, close - 1));
        let value = text(tokens, start, this - 2);
        let message = format!("what `{name}` is called on is its `this`, and no argument");
        let help = format!("write `{name}({value}{join}{rest})`");
        let begin = tokens.span(start, start).start;
        return Words::from(Diagnostic::error("AQ108", message).with_help(help))
            .change(begin..begin, format!("{name}("))
            .change(tokens.span(this - 1, open), join);
    }
    let wanted = count(own.params.len());
    let message = format!("`{name}` takes {wanted}, here it has {given}");
    Diagnostic::error("AQ108", message)
        .with_help(format!("write `{name}({})`", own.params.join(", ")))
        .into()
}

/// How a function may be called, with what stands before its dot.
fn signatures(name: &str) -> String {
    let mut known: Vec<String> = Vec::new();
    for word in language::find(name) {
        let before = match (word.kind.family(), word.kind.receiver()) {
            ("", None) => String::new(),
            ("", Some((receiver, _))) => format!("{receiver}."),
            ("rolling", _) => "column.rolling(n).".to_owned(),
            ("ewm", _) => "column.ewm(#{ span: n }).".to_owned(),
            (family, _) => format!("column.{family}()."),
        };
        known.extend(word.signatures.iter().map(|signature| format!("`{before}{signature}`")));
    }
    if known.is_empty() {
        return format!("see `autoquant api {name}`");
    }
    let noun = if known.len() == 1 { "there is" } else { "there are" };
    format!("{noun} {}", known.join(", "))
}

/// A property that values of this kind do not have.
pub(super) fn unknown_property(tokens: &Tokens<'_>, at: usize, error: &EvalAltResult) -> Words {
    let name = tokens.word(tokens.from(at));
    let text = error.to_string();
    if text.contains("setter") {
        let message = format!("`{name}` is read-only");
        return Diagnostic::error("AQ104", message)
            .with_help("give a value of its own a name with `let`")
            .into();
    }
    if text.contains("Series") {
        if let Some(elsewhere) = elsewhere::property(name) {
            return elsewhere.into();
        }
        let message = format!("a column has no `{name}`");
        return Diagnostic::error("AQ104", message)
            .with_help("a column has methods, written with `()`; a column of a frame is read as `df[\"name\"]`")
            .into();
    }
    let kind = text.split("type '").nth(1).and_then(|rest| rest.split('\'').next());
    match kind {
        Some(kind) => methods::property(tokens, name, &api::kind_name(kind), at).into(),
        None => {
            Diagnostic::error("AQ106", plain(text.split(" (line ").next().unwrap_or(&text))).into()
        }
    }
}
