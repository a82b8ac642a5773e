//! Statements of a text: what is left out so that the rest can be looked at.

use std::ops::Range;

use super::tokens::{Kind, Tokens};

/// The name that stands for a value that could not be described.
pub(super) const UNKNOWN: &str = "__unknown";

/// What to write in the place of a statement at fault.
#[derive(Debug)]
pub(super) struct Omission {
    /// The bytes that are left out.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
    /// The name of a variable that has no known value now.
    pub variable: Option<String>,
    /// Whether columns may be missing now.
    pub lossy: bool,
}

/// How to leave out the statement around a byte. `outer` goes out by so many blocks.
pub(super) fn around(tokens: &Tokens<'_>, offset: usize, outer: usize) -> Option<Omission> {
    let at = tokens.from(offset).min(tokens.len().checked_sub(1)?);
    let mut blocks = Vec::new();
    let mut inner = at;
    while let Some(open) = tokens.around(inner) {
        if tokens.word(open) == "{" {
            blocks.push(Some(open));
        }
        inner = open;
    }
    blocks.push(None);
    let block = *blocks.get(outer)?;
    let (first, last) = statement(tokens, block, at)?;
    // Without its columns nothing is left of a script.
    let describes = tokens.word(first) == "fn" && tokens.word(first + 1).starts_with("populate_");
    (!describes).then(|| omit(tokens, first, last, at))
}

/// The tokens of the statement in a block that a token stands in.
fn statement(tokens: &Tokens<'_>, block: Option<usize>, at: usize) -> Option<(usize, usize)> {
    let end = block.map_or(Some(tokens.len()), |open| tokens.closing(open))?;
    let mut first = block.map_or(0, |open| open + 1);
    while first < end {
        let mut last = statement_end(tokens, first, end);
        if block.is_none() {
            last = before_definition(tokens, first, last);
        }
        if at <= last {
            return Some((first, last));
        }
        first = last + 1;
    }
    None
}

/// The end of a statement that lacks its `;`, where a line of it begins a definition.
fn before_definition(tokens: &Tokens<'_>, first: usize, last: usize) -> usize {
    const DEFINITIONS: [&str; 7] = ["fn", "private", "const", "import", "export", "def", "class"];
    let begins = |at: &usize| {
        DEFINITIONS.contains(&tokens.word(*at))
            && tokens.around(*at).is_none()
            && tokens.get(*at).is_some_and(|token| tokens.begins_line(token))
    };
    (first + 1..=last).find(begins).map_or(last, |at| at - 1)
}

/// The last token of the statement that begins at `first`.
fn statement_end(tokens: &Tokens<'_>, first: usize, end: usize) -> usize {
    const BLOCKS: [&str; 8] = ["if", "for", "while", "loop", "switch", "try", "fn", "do"];
    if BLOCKS.contains(&tokens.word(first)) || ["private", "{"].contains(&tokens.word(first)) {
        let mut at = first;
        while at < end {
            if tokens.word(at) == "{" && tokens.is(at, Kind::Sign) {
                let Some(close) = tokens.closing(at) else { return end - 1 };
                if !["else", "catch", "while", "until"].contains(&tokens.word(close + 1)) {
                    return close;
                }
                at = close;
            } else if tokens.word(at) == ";" {
                return at;
            }
            at += 1;
        }
        return end - 1;
    }
    match tokens.end_of(first, &[";"]) {
        Some(at) if tokens.word(at) == ";" && at < end => at,
        _ => end - 1,
    }
}

/// The mildest way to leave a statement out that loses what stands at `at`.
fn omit(tokens: &Tokens<'_>, first: usize, last: usize, at: usize) -> Omission {
    let whole = tokens.span(first, last);
    let is_closed = tokens.word(last) == ";";
    let equals = tokens.end_of(first, &["=", ";"]).filter(|equals| tokens.word(*equals) == "=");
    let is_block = tokens.word(last) == "}";
    if let Some(equals) = equals.filter(|equals| *equals < last && at > *equals && !is_block) {
        let begin = tokens.span(equals + 1, equals + 1).start;
        let end = if is_closed { tokens.span(last, last).start } else { whole.end };
        let is_new = ["let", "const"].contains(&tokens.word(first));
        let variable = if is_new { first + 1 } else { first };
        let named = is_new || tokens.word(first + 1) == "=";
        return Omission {
            range: begin..end,
            text: UNKNOWN.to_owned(),
            variable: named.then(|| tokens.word(variable).to_owned()),
            lossy: false,
        };
    }
    // The last statement of a block gives its value.
    let is_value = !is_closed && !is_block && tokens.around(first).is_some();
    let text = if is_value { UNKNOWN.to_owned() } else { String::new() };
    Omission { range: whole, text, variable: None, lossy: true }
}

/// Whether a statement reads one of the variables.
pub(super) fn reads(tokens: &Tokens<'_>, offset: usize, variables: &[String]) -> bool {
    let at = tokens.from(offset).min(tokens.len().saturating_sub(1));
    let mut inner = at;
    let block = loop {
        match tokens.around(inner) {
            Some(open) if tokens.word(open) == "{" => break Some(open),
            Some(open) => inner = open,
            None => break None,
        }
    };
    let Some((first, last)) = statement(tokens, block, at) else { return false };
    (first..=last)
        .any(|at| tokens.is(at, Kind::Word) && variables.iter().any(|name| name == tokens.word(at)))
}
