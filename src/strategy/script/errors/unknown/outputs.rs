//! Names that are no key of a map: of one that the script wrote, or of the outputs of a function.

use super::Words;
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::indicators::{Function, function, functions};
use crate::strategy::language::METADATA;
use crate::strategy::script::api;
use crate::strategy::script::tokens::{Kind, Tokens};

/// The most keys that are told.
const MOST_KEYS: usize = 20;

/// So many words and signs are looked through.
const FARTHEST: usize = 500;

/// What a map is, and the names in it.
struct Known<'a> {
    /// What a message calls it.
    what: String,
    names: Vec<&'a str>,
}

/// A name that is no key of a map.
pub(in super::super) fn unknown_output(tokens: &Tokens<'_>, name: &str, at: usize) -> Words {
    let known = known(tokens, at);
    let what = known.as_ref().map_or("here".to_owned(), |known| format!("in {}", known.what));
    let error = Diagnostic::error("AQ104", format!("there is no `{name}` {what}"));
    let several = functions().filter(|function| function.operation.outputs.len() > 1);
    let names = match &known {
        Some(known) => known.names.clone(),
        None => several.flat_map(|function| function.operation.output_names()).collect(),
    };
    let plain = name.replace('_', "").to_lowercase();
    // Pairs and minutes are near to each other without being slips.
    let is_word = plain.chars().all(char::is_alphanumeric) && plain.contains(char::is_alphabetic);
    let same = names.iter().find(|known| **known == plain);
    if let Some(same) = same {
        return Words::from(error.with_help(format!("did you mean `{same}`?")))
            .replace(name, *same);
    }
    if let Some(near) = nearest(&plain, names.iter().copied()).first().filter(|_| is_word) {
        let help = did_you_mean(&plain, names.iter().copied()).unwrap_or_default();
        return Words::from(error.with_help(help)).slip(name, near);
    }
    let help = match &known {
        Some(known) if known.names.is_empty() => "nothing is in it".to_owned(),
        Some(Known { names, .. }) => {
            let more = if names.len() > MOST_KEYS { ", …" } else { "" };
            format!("it has {}{more}", names[..names.len().min(MOST_KEYS)].join(", "))
        }
        None => "ask first whether it is there: `\"name\" in map`".to_owned(),
    };
    error.with_help(help).into()
}

/// All outputs of a function, on the line of a fault, where one of them is meant: `ta::MACD(df).shift(1)`.
pub(in super::super) fn several_columns(tokens: &Tokens<'_>, at: usize) -> Option<Words> {
    let ends = [";", "{", "}"];
    let this = tokens.from(at);
    let first = (0..this).rev().find(|at| ends.contains(&tokens.word(*at))).map_or(0, |at| at + 1);
    let end = (this..tokens.len()).find(|at| ends.contains(&tokens.word(*at)));
    let end = end.unwrap_or(tokens.len()).min(first + FARTHEST);
    let (last, known) = (first..end).find_map(|at| whole(tokens, at))?;
    let Known { what, names } = known;
    let error = Diagnostic::error("AQ241", format!("{what} several columns"));
    let open = last + 3;
    let called = names.iter().find(|name| **name == tokens.word(last + 2));
    let is_called = tokens.word(last + 1) == "." && tokens.word(open) == "(";
    if let (Some(name), Some(close)) = (called.filter(|_| is_called), tokens.closing(open)) {
        let help = format!("`{name}` is one of them, and no function: write `.{name}`");
        let words = Words::from(error.with_help(help));
        let is_empty = close == open + 1;
        return Some(if is_empty { words.change(tokens.span(open, close), "") } else { words });
    }
    Some(error.with_help(api::name_one(&names)).into())
}

/// What begins at a token and is all outputs of a function, none of which is named: its last token, and
/// what it is.
fn whole<'a>(tokens: &Tokens<'a>, at: usize) -> Option<(usize, Known<'a>)> {
    let (last, known) = if tokens.word(at + 1) == "::" {
        let known = outputs(tokens, at)?;
        (
            tokens.closing(at + 3)?,
            Known { what: format!("`{}` gives", called(tokens, at)?), ..known },
        )
    } else {
        let is_name = tokens.is(at, Kind::Word)
            && ![".", "::", "let", "const"].contains(&tokens.before(at))
            && !["(", "=", ":"].contains(&tokens.word(at + 1));
        let value = is_name.then(|| definition(tokens, at))?? + 2;
        let ends = tokens.closing(value + 3).is_some_and(|close| tokens.word(close + 1) == ";");
        let known = outputs(tokens, value).filter(|_| ends)?;
        (at, Known { what: format!("`{}` has", tokens.word(at)), ..known })
    };
    let is_method = tokens.word(last + 3) == "(";
    let is_read = match tokens.word(last + 1) {
        "." | "?." => !is_method,
        "[" => tokens.is(last + 2, Kind::Text),
        _ => false,
    };
    (known.names.len() > 1 && !is_read).then_some((last, known))
}

/// The map that a name is looked for in, where it can be told from the text.
fn known<'a>(tokens: &Tokens<'a>, at: usize) -> Option<Known<'a>> {
    let this = tokens.from(at);
    // `map["name"]` and `map.name`.
    let sign =
        (this.saturating_sub(1)..=this).rev().find(|at| ["[", "."].contains(&tokens.word(*at)))?;
    let root = tokens.chain(sign.checked_sub(1)?);
    if root + 1 < sign {
        return outputs(tokens, root);
    }
    let name = tokens.word(root);
    if let Some(function) = tokens.function(at)
        && name == "metadata"
        && function.0.starts_with("populate_")
    {
        return Some(Known { what: "`metadata`".into(), names: METADATA.names().collect() });
    }
    let value = definition(tokens, root)? + 2;
    if tokens.word(value) != "#{" {
        return outputs(tokens, value);
    }
    let close = tokens.closing(value)?;
    let is_key = |at: &usize| tokens.around(*at) == Some(value) && tokens.word(at + 1) == ":";
    let keys = (value + 1..close).filter(is_key);
    let names = keys.map(|at| tokens.word(at).trim_matches('"')).collect();
    Some(Known { what: format!("`{name}`"), names })
}

/// Where the name that is read at a token was given its value: the name in `let name = …`.
fn definition(tokens: &Tokens<'_>, root: usize) -> Option<usize> {
    let is_definition = |at: &usize| {
        tokens.word(*at) == tokens.word(root)
            && ["let", "const"].contains(&tokens.before(*at))
            && tokens.word(at + 1) == "="
    };
    (0..root).rev().find(is_definition)
}

/// The function that is called as `ta::NAME(…)`, or of another module.
fn called(tokens: &Tokens<'_>, at: usize) -> Option<Function> {
    let is_call = tokens.word(at + 1) == "::" && tokens.is(at + 2, Kind::Word);
    function(tokens.word(at), tokens.word(at + 2)).filter(|_| is_call)
}

/// The outputs of a function that is called.
fn outputs<'a>(tokens: &Tokens<'a>, at: usize) -> Option<Known<'a>> {
    let called = called(tokens, at)?;
    let names = called.operation.output_names().collect();
    Some(Known { what: format!("what `{called}` gives"), names })
}
