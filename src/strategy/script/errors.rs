//! Rhai's errors in the words of a strategy, with their places.

use rhai::{AST, Dynamic, EvalAltResult, ParseError, ParseErrorType, Position};

use super::host::{MOST_CALLS, MOST_DEPTH, MOST_OPERATIONS};
use super::{api, mistakes};
use crate::diag::suggest::did_you_mean;
use crate::diag::{Diagnostic, Place};
use crate::strategy::plan::BuildError;

/// A script's text with the name it is shown under.
#[derive(Debug)]
pub(super) struct Source {
    file: String,
    lines: Vec<String>,
}

impl Source {
    pub(super) fn new(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), lines: text.lines().map(str::to_owned).collect() }
    }

    /// A place, with the word or sign that begins there.
    pub(super) fn place(&self, line: usize, column: usize) -> Place {
        let source = self.lines.get(line.saturating_sub(1)).cloned().unwrap_or_default();
        let rest = source.chars().skip(column.saturating_sub(1));
        let length = match rest.clone().next() {
            Some(first) if first.is_alphanumeric() || first == '_' => {
                rest.take_while(|c| c.is_alphanumeric() || *c == '_').count()
            }
            Some('&' | '|' | '=' | '<' | '>' | '!' | '*') => {
                rest.take_while(|c| "&|=<>!*".contains(*c)).count()
            }
            _ => 1,
        };
        Place { file: self.file.clone(), line, column, length, source }
    }

    /// The place where a text first stands; the beginning when it does not.
    pub(super) fn find(&self, text: &str) -> Place {
        let found = self.lines.iter().enumerate().find_map(|(at, line)| {
            line.find(text).map(|byte| (at + 1, line[..byte].chars().count() + 1))
        });
        let (line, column) = found.unwrap_or((1, 1));
        self.place(line, column)
    }

    fn at(&self, position: Position) -> Place {
        let end = self.lines.len().max(1);
        let line = position.line().map_or(end, |line| line.min(end));
        let last = self.lines.get(line - 1).map_or(1, |text| text.chars().count().max(1));
        self.place(line, position.position().unwrap_or(last))
    }

    /// A script that does not parse.
    pub(super) fn parse_error(&self, error: &ParseError) -> Diagnostic {
        let (kind, position) = (error.err_type(), error.position());
        let place = Some(self.at(position));
        if let Some(mistake) = mistakes::look(&self.lines, place.as_ref()) {
            return mistake.diagnostic(|line, column| self.place(line, column));
        }
        let diagnostic = match kind {
            ParseErrorType::VariableUndefined(name) => {
                let names = api::names();
                let help = did_you_mean(name, names.iter().map(String::as_str))
                    .unwrap_or_else(|| "define it with `let`, or as a const at the top".into());
                Diagnostic::error("AQ103", format!("unknown name `{name}`")).with_help(help)
            }
            ParseErrorType::ModuleUndefined(name) => {
                Diagnostic::error("AQ103", format!("unknown module `{name}`"))
                    .with_help("indicators are in `ta::`")
            }
            ParseErrorType::ExprTooDeep => too_deep(),
            ParseErrorType::UnexpectedEOF => {
                Diagnostic::error("AQ100", "the script ends in the middle of something")
                    .with_help("look for a `{`, `(` or `\"` that is not closed")
            }
            other => Diagnostic::error(
                "AQ100",
                format!("this does not parse: {}", plain(&other.to_string())),
            )
            .with_help("a missing `;` or bracket is often found one word later"),
        };
        diagnostic.at(place)
    }

    /// A fault that showed when the script ran. The innermost place is meant.
    pub(super) fn runtime_error(
        &self,
        error: &EvalAltResult,
        ast: &AST,
        function: &str,
    ) -> Diagnostic {
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
        let place = if position.is_none() {
            Some(self.find(&format!("fn {function}")))
        } else {
            Some(self.at(position))
        };
        if let EvalAltResult::ErrorRuntime(value, _) = error {
            if let Some(error) = value.clone().try_cast::<BuildError>() {
                return build_error(&error, place);
            }
            return Diagnostic::error("AQ105", format!("the script threw {}", thrown(value)))
                .at(place)
                .with_help(
                    "a script throws only where it cannot go on: mend what it complains of",
                );
        }
        self.evaluation(error, ast, place.as_ref()).at(place)
    }

    fn evaluation(&self, error: &EvalAltResult, ast: &AST, place: Option<&Place>) -> Diagnostic {
        match error {
            EvalAltResult::ErrorParsing(kind, _) => {
                Diagnostic::error("AQ100", format!("this does not parse: {kind}"))
            }
            EvalAltResult::ErrorFunctionNotFound(signature, _) => {
                self.unknown_function(signature, ast, place)
            }
            EvalAltResult::ErrorVariableNotFound(name, _) => {
                Diagnostic::error("AQ103", format!("unknown name `{name}`"))
                    .with_help("define it with `let`, or as a const at the top")
            }
            EvalAltResult::ErrorMismatchDataType(wanted, found, _) => {
                mismatch(wanted, found, place)
            }
            EvalAltResult::ErrorPropertyNotFound(name, _) => {
                Diagnostic::error("AQ104", format!("there is no `{name}` here"))
                    .with_help("a function with several outputs gives a map under TA-Lib's names")
            }
            EvalAltResult::ErrorTooManyOperations(_) => {
                let message = format!("the script takes more than {MOST_OPERATIONS} operations");
                Diagnostic::error("AQ292", message).with_help("look for a loop that does not end")
            }
            EvalAltResult::ErrorStackOverflow(_) => {
                let message =
                    format!("functions call each other more than {MOST_CALLS} levels deep");
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
            EvalAltResult::ErrorModuleNotFound(name, _) => {
                Diagnostic::error("AQ114", format!("`{name}` cannot be imported"))
                    .with_help("write the functions it has into the script")
            }
            other => Diagnostic::error("AQ106", plain(&unplaced(other))),
        }
    }

    fn unknown_function(&self, signature: &str, ast: &AST, place: Option<&Place>) -> Diagnostic {
        if let Some(mistake) = mistakes::look(&self.lines, place) {
            return mistake.diagnostic(|line, column| self.place(line, column));
        }
        let name = signature.split(" (").next().unwrap_or(signature).trim();
        let arguments =
            signature.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
        let mut names = api::names();
        names.extend(ast.iter_functions().map(|function| function.name.to_owned()));
        if let Some(known) = names.iter().find(|known| *known == name) {
            let found: Vec<_> =
                arguments.split(',').map(|kind| api::kind_name(kind.trim())).collect();
            let message = if arguments.is_empty() {
                format!("`{known}` needs arguments")
            } else {
                format!("`{known}` does not take {}", found.join(", "))
            };
            return Diagnostic::error("AQ108", message)
                .with_help("see the strategy API for what it takes");
        }
        let help = did_you_mean(name, names.iter().map(String::as_str))
            .unwrap_or_else(|| "indicators are written `ta::NAME(df, …)`".into());
        Diagnostic::error("AQ109", format!("there is no function `{name}`")).with_help(help)
    }
}

/// A fault that the plan's builder found.
pub(super) fn build_error(error: &BuildError, place: Option<Place>) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(error.code, error.message.clone()).at(place);
    diagnostic.help.clone_from(&error.help);
    diagnostic
}

fn too_deep() -> Diagnostic {
    Diagnostic::error("AQ296", format!("expressions are nested more than {MOST_DEPTH} levels deep"))
        .with_help("give parts of it names with `let`")
}

fn mismatch(wanted: &str, found: &str, place: Option<&Place>) -> Diagnostic {
    if !found.contains("Series") && !wanted.contains("Series") {
        let (wanted, found) = (api::kind_name(wanted), api::kind_name(found));
        return Diagnostic::error("AQ107", format!("{wanted} is meant here, and this is {found}"));
    }
    let line = place.map_or("", |place| place.source.as_str());
    if let Some(sign) = ["&&", "||"].into_iter().find(|sign| line.contains(sign)) {
        let single = &sign[..1];
        return Diagnostic::error("AQ101", format!("`{sign}` cannot join two series"))
            .with_help(format!("use `{single}`, and put each condition in parentheses"));
    }
    Diagnostic::error("AQ102", "a column has no single value to branch on")
        .with_help("there is no `if` over candles: use `where(cond, a, b)`, or `df.loc(cond, …)`")
}

/// Rhai's message without its position.
fn unplaced(error: &EvalAltResult) -> String {
    let text = error.to_string();
    match text.rfind(" (line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// A message without the names of Rust's types.
fn plain(text: &str) -> String {
    text.replace("autoquant::strategy::script::api::", "")
        .replace("i64", "int")
        .replace("f64", "float")
}

fn thrown(value: &Dynamic) -> String {
    let text: String = value.to_string().chars().take(200).collect();
    if text.is_empty() { "an error".into() } else { format!("`{}`", text.replace('\n', " ")) }
}
