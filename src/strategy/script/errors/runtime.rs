//! Faults that show when a script runs.

use rhai::{AST, Dynamic, EvalAltResult};

use super::names::{unknown_module, unknown_name};
use super::unknown::{unknown_function, unknown_output, unknown_property};
use super::{Fault, Words, constant, plain};
use crate::diag::Diagnostic;
use crate::strategy::plan::BuildError;
use crate::strategy::script::host::{MOST_CALLS, MOST_OPERATIONS};
use crate::strategy::script::source::Source;
use crate::strategy::script::tokens::{Kind, Tokens};
use crate::strategy::script::{api, bounds, confusions};

/// A fault that showed when the script ran. The innermost place is meant.
pub(in super::super) fn runtime_fault(
    source: &Source,
    error: &EvalAltResult,
    ast: &AST,
    function: &str,
) -> Fault {
    let mut error = error;
    let mut position = error.position();
    while let EvalAltResult::ErrorInFunctionCall(_, _, inner, _)
    | EvalAltResult::ErrorInModule(_, inner, _) = error
    {
        error = inner;
        if !error.position().is_none() {
            position = error.position();
        }
    }
    let tokens = source.tokens();
    if position.is_none() {
        // Rhai forgets where a bound was reached.
        let (place, at) = bounds::place(&tokens, error, function);
        return Fault { diagnostic: limit(error).at(Some(source.place_of(place))), at };
    }
    let at = source.offset(position);
    let words = match error {
        EvalAltResult::ErrorRuntime(value, _) => match value.clone().try_cast::<BuildError>() {
            Some(error) => Words {
                mend: error.mend.clone(),
                word: error.word.clone(),
                ..build_error(&error).into()
            },
            None => Diagnostic::error("AQ105", format!("the script threw {}", thrown(value)))
                .with_help("a script throws only where it cannot go on: mend what it complains of")
                .into(),
        },
        EvalAltResult::ErrorFunctionNotFound(signature, _) => {
            if let Some(found) = confusion_near(source, &tokens, at) {
                return found;
            }
            unknown_function(&tokens, signature, ast, at)
        }
        EvalAltResult::ErrorDotExpr(..) => {
            if let Some(found) = confusion_near(source, &tokens, at) {
                return found;
            }
            unknown_property(&tokens, at, error)
        }
        EvalAltResult::ErrorMismatchDataType(wanted, found, _) => {
            mismatch(&tokens, wanted, found, at)
        }
        EvalAltResult::ErrorPropertyNotFound(name, _) => unknown_output(name),
        EvalAltResult::ErrorVariableNotFound(name, _) => {
            if let Some(found) = confusion_near(source, &tokens, at) {
                return found;
            }
            unknown_name(&tokens, name, at)
        }
        EvalAltResult::ErrorModuleNotFound(name, _) => unknown_module(name),
        other => limit(other).into(),
    };
    words.finish(source, at, position)
}

/// A known confusion on the line of an error.
fn confusion_near(source: &Source, tokens: &Tokens<'_>, at: usize) -> Option<Fault> {
    let line = source.place_of(at..at).line;
    let found = confusions::find(tokens)
        .into_iter()
        .find(|found| source.place_of(found.at.clone()).line == line)?;
    Some(Fault { diagnostic: source.confusion(&found), at: found.at.start })
}

/// A fault that the plan's builder found.
pub(in super::super) fn build_error(error: &BuildError) -> Diagnostic {
    let diagnostic = Diagnostic::error(error.code, error.message.clone());
    match &error.help {
        Some(help) => diagnostic.with_help(help.clone()),
        None => diagnostic,
    }
}

/// A bound that was reached, and what has no words of its own.
fn limit(error: &EvalAltResult) -> Diagnostic {
    if let EvalAltResult::ErrorTerminated(value, _) = error
        && let Some(error) = value.clone().try_cast::<BuildError>()
    {
        return build_error(&error);
    }
    match error {
        EvalAltResult::ErrorParsing(kind, _) => {
            Diagnostic::error("AQ100", format!("this does not parse: {kind}"))
        }
        EvalAltResult::ErrorTooManyOperations(_) => {
            let message = format!("the script takes more than {MOST_OPERATIONS} operations");
            Diagnostic::error("AQ292", message).with_help("look for a loop that does not end")
        }
        EvalAltResult::ErrorStackOverflow(_) => {
            let message = format!("functions call each other more than {MOST_CALLS} levels deep");
            Diagnostic::error("AQ293", message)
                .with_help("look for a function that calls itself without an end")
        }
        EvalAltResult::ErrorDataTooLarge(what, _) => {
            Diagnostic::error("AQ294", format!("this is too large: {what}"))
                .with_help("build smaller strings, arrays and maps")
        }
        EvalAltResult::ErrorTooManyVariables(_) => {
            Diagnostic::error("AQ295", "the script has more than 1000 variables at once")
                .with_help("use an array")
        }
        EvalAltResult::ErrorTooManyModules(..) => {
            Diagnostic::error("AQ114", "an import stands at the top of a script")
                .with_help("move it above the first function")
        }
        EvalAltResult::ErrorAssignmentToConstant(name, _) => constant(name),
        other => Diagnostic::error("AQ106", plain(&unplaced(other))),
    }
}

fn mismatch(tokens: &Tokens<'_>, wanted: &str, found: &str, at: usize) -> Words {
    if !found.contains("Series") && !wanted.contains("Series") {
        let (wanted, found) = (api::kind_name(wanted), api::kind_name(found));
        return Diagnostic::error("AQ107", format!("{wanted} is meant here, and this is {found}"))
            .into();
    }
    // The sign that joins it to another one, on either side.
    let this = tokens.from(at);
    let is_join =
        |at: &usize| tokens.is(*at, Kind::Sign) && ["&&", "||"].contains(&tokens.word(*at));
    let ends = [";", "{", "}"];
    let behind =
        (this..tokens.len()).take_while(|at| !ends.contains(&tokens.word(*at))).find(is_join);
    let before =
        || (0..this).rev().take_while(|at| !ends.contains(&tokens.word(*at))).find(is_join);
    if let Some(sign) = behind.or_else(before) {
        let (word, place) = (tokens.word(sign), tokens.span(sign, sign));
        let single = &word[..1];
        let words = Words::from(
            Diagnostic::error("AQ101", format!("`{word}` cannot join two series"))
                .with_help(format!("use `{single}`, and keep the parentheses")),
        );
        return Words { place: Some(place.clone()), ..words }.change(place, single);
    }
    Diagnostic::error("AQ102", "a column has no single value to branch on")
        .with_help("there is no `if` over candles: use `where(cond, a, b)`, or `df.loc(cond, …)`")
        .into()
}

/// Rhai's message without its position.
fn unplaced(error: &EvalAltResult) -> String {
    let text = error.to_string();
    match text.rfind(" (line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

fn thrown(value: &Dynamic) -> String {
    let text: String = value.to_string().chars().take(200).collect();
    if text.is_empty() { "an error".into() } else { format!("`{}`", text.replace('\n', " ")) }
}
