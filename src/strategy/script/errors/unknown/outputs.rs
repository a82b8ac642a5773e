//! Names that are no key of a map: of one that the script wrote, or of the outputs of a function.

use super::Words;
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::indicators::{function, functions};
use crate::strategy::language::METADATA;
use crate::strategy::script::tokens::{Kind, Tokens};

/// The most keys that are told.
const MOST_KEYS: usize = 20;

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
    let is_definition = |at: &usize| {
        tokens.word(*at) == name
            && ["let", "const"].contains(&tokens.before(*at))
            && tokens.word(at + 1) == "="
    };
    let definition = (0..root).rev().find(is_definition)?;
    let value = definition + 2;
    if tokens.word(value) != "#{" {
        return outputs(tokens, value);
    }
    let close = tokens.closing(value)?;
    let is_key = |at: &usize| tokens.around(*at) == Some(value) && tokens.word(at + 1) == ":";
    let keys = (value + 1..close).filter(is_key);
    let names = keys.map(|at| tokens.word(at).trim_matches('"')).collect();
    Some(Known { what: format!("`{name}`"), names })
}

/// The outputs of `ta::NAME(…)`, or of another module.
fn outputs<'a>(tokens: &Tokens<'a>, at: usize) -> Option<Known<'a>> {
    let is_call = tokens.word(at + 1) == "::" && tokens.is(at + 2, Kind::Word);
    let called = function(tokens.word(at), tokens.word(at + 2)).filter(|_| is_call)?;
    let names = called.operation.output_names().collect();
    Some(Known { what: format!("what `{called}` gives"), names })
}
