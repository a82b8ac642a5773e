//! Where a bound was reached. Rhai forgets it: what is likely is looked for in the text.

use std::ops::Range;

use rhai::EvalAltResult;

use super::tokens::{Kind, Tokens};

/// The place to show, and the byte whose statement is at fault, of a bound that was reached in a function.
pub(super) fn place(
    tokens: &Tokens<'_>,
    error: &EvalAltResult,
    function: &str,
) -> (Range<usize>, usize) {
    let of = |at: usize| (tokens.span(at, at), tokens.span(at, at).start);
    let body = body(tokens, function);
    let inside = || body.clone().filter(|at| tokens.is(*at, Kind::Word));
    match error {
        EvalAltResult::ErrorTooManyModules(..) => {
            if let Some(import) = inside().find(|at| tokens.word(*at) == "import") {
                return of(import);
            }
        }
        EvalAltResult::ErrorStackOverflow(..) => {
            if let Some(recursion) = recursive(tokens) {
                let name = tokens.word(recursion);
                let call = inside().find(|at| tokens.word(*at) == name && *at != recursion);
                let at = call.map_or_else(|| of(recursion).1, |call| of(call).1);
                return (of(recursion).0, at);
            }
        }
        _ => {
            let loops = ["loop", "while", "for", "do"];
            if let Some(found) = inside().find(|at| loops.contains(&tokens.word(*at))) {
                return of(found);
            }
        }
    }
    let name = if function.is_empty() { 0 } else { body.start.saturating_sub(1) };
    if tokens.len() == 0 { (0..0, 0) } else { of(name.min(tokens.len() - 1)) }
}

/// The tokens behind a function's name up to its end; all of them for the top level.
fn body(tokens: &Tokens<'_>, function: &str) -> Range<usize> {
    tokens.body(function).map_or(0..tokens.len(), |body| body.name + 1..body.close)
}

/// The name of the first function that calls itself.
fn recursive(tokens: &Tokens<'_>) -> Option<usize> {
    let names = (1..tokens.len()).filter(|at| tokens.before(*at) == "fn");
    let mut names = names.filter(|at| tokens.is(*at, Kind::Word));
    names.find(|name| {
        let word = tokens.word(*name);
        let calls = |at: usize| tokens.word(at) == word && tokens.word(at + 1) == "(";
        body(tokens, word).any(calls)
    })
}
