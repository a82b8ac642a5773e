//! Scripts that do not parse.

use rhai::{ParseError, ParseErrorType};

use super::names::{unknown_module, unknown_name};
use super::{Fault, Words, constant, plain};
use crate::diag::Diagnostic;
use crate::strategy::script::confusions;
use crate::strategy::script::host::MOST_DEPTH;
use crate::strategy::script::source::Source;
use crate::strategy::script::tokens::Tokens;

/// A script that does not parse: the confusions that it holds, or what the parser met.
pub(in super::super) fn parse_faults(source: &Source, error: &ParseError) -> Vec<Fault> {
    let tokens = source.tokens();
    let confused = confusions::find(&tokens);
    let position = error.position();
    let at = source.offset(position);
    let met = || parse_error(source, &tokens, error, at).finish(source, at, position);
    // What was met may have nothing to do with them, unless it is near.
    let line = source.place_of(at..at).line;
    let near = |found: &confusions::Confusion| {
        let place = source.place_of(found.at.clone());
        place.line == line
            || place.line + 1 == line
            || found.at.start < at && !found.edits.is_empty()
    };
    let mut faults: Vec<Fault> = confused
        .iter()
        .map(|found| Fault { diagnostic: source.confusion(found), at: found.at.start })
        .collect();
    if !confused.iter().any(near) {
        faults.push(met());
    }
    faults.sort_by_key(|fault| fault.at);
    faults
}

fn parse_error(source: &Source, tokens: &Tokens<'_>, error: &ParseError, at: usize) -> Words {
    match error.err_type() {
        ParseErrorType::VariableUndefined(name)
            if tokens.word(tokens.from(at) + 1) == "." && source.has_alias(name, at) =>
        {
            imported(tokens, name, at)
        }
        ParseErrorType::VariableUndefined(name) => unknown_name(tokens, name, at),
        ParseErrorType::ModuleUndefined(name) => unknown_module(tokens, name, at),
        ParseErrorType::ExprTooDeep => too_deep().into(),
        // At the end of the text it is a bracket that is missed.
        ParseErrorType::MissingToken(token, _)
            if token == ";"
                && (tokens.from(at) < tokens.len() || tokens.unclosed(at).is_none()) =>
        {
            missing_end(tokens, at)
        }
        ParseErrorType::MissingToken(..) | ParseErrorType::UnexpectedEOF
            if tokens.unclosed(at).is_some() =>
        {
            unclosed(tokens, at)
        }
        ParseErrorType::UnexpectedEOF => {
            Diagnostic::error("AQ100", "the script ends in the middle of something")
                .with_help("look for a `{`, `(` or `\"` that is not closed")
                .into()
        }
        ParseErrorType::AssignmentToConstant(name) => constant(name).into(),
        ParseErrorType::UnknownOperator(sign) if ["++", "--"].contains(&sign.as_str()) => {
            let instead = if sign == "++" { "+= 1" } else { "-= 1" };
            let words = Words::from(
                Diagnostic::error("AQ143", format!("there is no `{sign}` here"))
                    .with_help(format!("write `x {instead}`")),
            );
            words.change(at..at + 2, format!(" {instead}"))
        }
        other if other.to_string().contains("typo of '=='") => Words::from(
            Diagnostic::error("AQ143", "`=` sets a value, and `==` compares")
                .with_help("write `==`"),
        )
        .change(at..at + 1, "=="),
        ParseErrorType::Reserved(word) => Diagnostic::error(
            "AQ140",
            format!("`{word}` is a word that the language keeps for itself"),
        )
        .with_help("take another name")
        .into(),
        ParseErrorType::FnDuplicatedDefinition(name, _) => {
            Diagnostic::error("AQ141", format!("the function `{name}` is written twice"))
                .with_help("remove one of them")
                .into()
        }
        other => Diagnostic::error(
            "AQ100",
            format!("this does not parse: {}", plain(&other.to_string())),
        )
        .with_help("a missing `;` or bracket is often found one word later")
        .into(),
    }
}

/// `common.smooth(…)` of a script that is imported.
fn imported(tokens: &Tokens<'_>, name: &str, at: usize) -> Words {
    let point = tokens.from(at) + 1;
    let message = format!("`{name}` is a script that is imported");
    let help = format!("write `{name}::{}`", tokens.word(point + 1));
    Words::from(Diagnostic::error("AQ129", message).with_help(help))
        .change(tokens.span(point, point), "::")
}

/// A statement without its `;` shows at the next word.
fn missing_end(tokens: &Tokens<'_>, at: usize) -> Words {
    let message = "this does not parse: a `;` is missing before this";
    let words = Words::from(
        Diagnostic::error("AQ100", message).with_help("end the statement before it with `;`"),
    );
    match tokens.ending_before(at) {
        Some(before) => words.change(before.at.end..before.at.end, ";"),
        None => words,
    }
}

/// A bracket without its other half. One that is missed at the end of a statement belongs before it.
fn unclosed(tokens: &Tokens<'_>, at: usize) -> Words {
    let open = tokens.unclosed(at).unwrap_or_default();
    let (sign, place) = (tokens.word(open), tokens.span(open, open));
    let close = match sign {
        "(" => ")",
        "[" => "]",
        _ => "}",
    };
    let words = Words::from(
        Diagnostic::error("AQ142", format!("this `{sign}` is never closed")).with_help(format!(
            "write `{close}` where it ends, or look for a block in it that lacks one"
        )),
    );
    let words = Words { place: Some(place), ..words };
    if tokens.word(tokens.from(at)) == ";" && sign != "{" {
        return words.change(at..at, close);
    }
    words
}

fn too_deep() -> Diagnostic {
    Diagnostic::error("AQ296", format!("expressions are nested more than {MOST_DEPTH} levels deep"))
        .with_help("give parts of it names with `let`")
}
