//! Functions, properties and outputs that are not there.

use rhai::{AST, EvalAltResult, ScriptFnMetadata};

use super::{Words, plain};
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::indicators::ta;
use crate::strategy::language;
use crate::strategy::script::tokens::Tokens;
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
    if let Some(own) = ast.iter_functions().find(|function| function.name == name) {
        return other_arguments(&own, arguments).into();
    }
    let mut names = api::names();
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
    match nearest(name, names.iter().map(String::as_str)).first() {
        Some(near) => {
            let help = did_you_mean(name, names.iter().map(String::as_str)).unwrap_or_default();
            Words::from(diagnostic.with_help(help)).replace(name, *near)
        }
        None => diagnostic.with_help("indicators are written `ta::NAME(df, …)`").into(),
    }
}

/// A function of the script that is called with more arguments than it has, or with fewer.
fn other_arguments(own: &ScriptFnMetadata<'_>, given: &str) -> Diagnostic {
    let count =
        |count: usize| format!("{count} {}", if count == 1 { "argument" } else { "arguments" });
    let given = given.split(',').filter(|kind| !kind.trim().is_empty()).count();
    let (name, wanted) = (own.name, count(own.params.len()));
    let message = format!("`{name}` takes {wanted}, here it has {given}");
    Diagnostic::error("AQ108", message)
        .with_help(format!("write `{name}({})`", own.params.join(", ")))
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
    if text.contains("Series") {
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

/// A name that is no output of the function.
pub(super) fn unknown_output(name: &str) -> Words {
    let outputs = ta::TABLE.iter().filter(|entry| entry.outputs.len() > 1);
    let names: Vec<&str> = outputs.flat_map(|entry| entry.outputs).copied().collect();
    let diagnostic = Diagnostic::error("AQ104", format!("there is no `{name}` here"));
    let plain = name.replace('_', "").to_lowercase();
    match names
        .iter()
        .find(|known| **known == plain)
        .or(nearest(&plain, names.iter().copied()).first())
    {
        Some(near) => Words::from(diagnostic.with_help(format!("did you mean `{near}`?")))
            .replace(name, *near),
        None => diagnostic
            .with_help("a function with several outputs gives a map under TA-Lib's names")
            .into(),
    }
}
