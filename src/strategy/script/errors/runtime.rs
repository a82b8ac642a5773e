//! Faults that show when a script runs.

use rhai::{AST, Dynamic, EvalAltResult};

use super::names::{unknown_module, unknown_name};
use super::unknown::{
    of_pandas, several_columns, unknown_function, unknown_output, unknown_property,
};
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
            // A property of pandas' frames is no column that is misspelt.
            Some(BuildError { code: "AQ201", .. }) if property_of_pandas(&tokens, at).is_some() => {
                if let Some(found) = confusion_near(source, &tokens, at) {
                    return found;
                }
                property_of_pandas(&tokens, at).expect("it was there").into()
            }
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
            // An index of a map is a word.
            let several = Some(&tokens).filter(|_| api::kind_name(wanted) == "a string");
            let several = several.and_then(|tokens| several_columns(tokens, at));
            several.unwrap_or_else(|| mismatch(&tokens, wanted, found, at))
        }
        EvalAltResult::ErrorPropertyNotFound(name, _) => unknown_output(&tokens, name, at),
        EvalAltResult::ErrorVariableNotFound(name, _) => {
            if let Some(found) = confusion_near(source, &tokens, at) {
                return found;
            }
            unknown_name(&tokens, name, at)
        }
        EvalAltResult::ErrorModuleNotFound(name, _) => unknown_module(&tokens, name, at),
        EvalAltResult::ErrorIndexingType(kind, _) => single_value(&tokens, kind, at),
        EvalAltResult::ErrorFor(..) => no_loop(&tokens, at).into(),
        EvalAltResult::ErrorArrayBounds(..) | EvalAltResult::ErrorStringBounds(..) => limit(error)
            .with_help("the first is `[0]`, the last `[-1]`, and `.len()` counts them")
            .into(),
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
        let help = match (wanted.as_str(), found.as_str()) {
            ("true or false", "a float" | "an int") => "compare it: write `> 0.0` behind it",
            ("true or false", "a string") => "compare it: write `!= \"\"` behind it",
            ("true or false", "nothing") => "compare it: write `!= ()` behind it",
            (_, "nothing") => "what gave this ends without a value: leave the last `;` out there",
            _ => "see `autoquant api` for what each function takes",
        };
        return Diagnostic::error("AQ107", format!("{wanted} is meant here, and this is {found}"))
            .with_help(help)
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

/// A property that pandas' frames have, behind its point.
fn property_of_pandas(tokens: &Tokens<'_>, at: usize) -> Option<Diagnostic> {
    let this = tokens.from(at);
    let name = (this..this + 2).find(|at| tokens.before(*at) == ".")?;
    of_pandas(tokens.word(name))
}

/// An index that columns and frames do not have: `df["close"][-1]`.
fn single_value(tokens: &Tokens<'_>, kind: &str, at: usize) -> Words {
    let is_column = kind.contains("Series");
    if !is_column && !kind.contains("Frame") {
        let (value, index) = kind.split_once('[').unwrap_or((kind, ""));
        let (value, index) = (api::kind_name(value), api::kind_name(index.trim_end_matches(']')));
        return Diagnostic::error("AQ106", format!("{value} has no place `[…]` for {index}"))
            .with_help("arrays are read by number, maps and data frames by name")
            .into();
    }
    let words = Words::from(
        Diagnostic::error("AQ130", "a script never reads single values")
            .with_help("a column stands for each candle's value; look back with `.shift(n)`"),
    );
    let this = tokens.from(at);
    let open = (this.saturating_sub(1)..this + 2).find(|at| {
        tokens.word(*at) == "[" && tokens.word(at + 1) == "-" && tokens.word(at + 3) == "]"
    });
    let number = open.and_then(|open| Some((open, tokens.word(open + 2).parse::<u32>().ok()?)));
    // `[-1]` is the candle itself, `[-2]` the one before.
    match number.filter(|_| is_column) {
        Some((open, 1)) => words.change(tokens.span(open, open + 3), ""),
        Some((open, back @ 2..)) => {
            words.change(tokens.span(open, open + 3), format!(".shift({})", back - 1))
        }
        _ => words,
    }
}

/// A loop over what has no parts.
fn no_loop(tokens: &Tokens<'_>, at: usize) -> Diagnostic {
    let this = tokens.from(at);
    let is_number =
        (this..this + 4).any(|at| tokens.before(at) == "in" && tokens.is(at, Kind::Number));
    let describes = tokens.function(at).is_some_and(|(name, _)| name.starts_with("populate_"));
    if describes && !is_number {
        return Diagnostic::error("AQ130", "no code runs for each candle")
            .with_help("describe the column with operators, `where` and `rolling`");
    }
    Diagnostic::error("AQ106", "a loop goes over what has parts")
        .with_help("write a range, an array or a map: `for n in 0..20`")
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
