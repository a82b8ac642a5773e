//! Python's words.

use super::Confusion;
use crate::strategy::script::tokens::{Kind, Tokens};

/// Words that begin something that has to be written anew.
const PHRASES: &[(&str, &str)] = &[
    ("class", "a script is one strategy: its settings are consts, its methods are functions"),
    ("lambda", "describe columns with operators and methods, or write a function with `fn`"),
    ("pass", "leave the block empty: `{ }`"),
    ("from", "indicators are in `ta::`, and nothing is imported"),
    ("except", "write `try { … } catch { … }`"),
];

pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Confusion>) {
    for at in (0..tokens.len()).filter(|at| tokens.is(*at, Kind::Word)) {
        let (word, next) = (tokens.word(at), tokens.word(at + 1));
        if [".", "::"].contains(&tokens.before(at)) || [":", "::"].contains(&next) && word != "else"
        {
            continue;
        }
        let confusion = match word {
            "None" | "null" | "nil" => same(tokens, at, "()"),
            "then" if tokens.word(at + 1) == "{" => python("then", tokens, at)
                .help("a block stands in braces alone: `if … { … }`")
                .edit(tokens.span(at, at), ""),
            "True" => same(tokens, at, "true"),
            "False" => same(tokens, at, "false"),
            "and" => joined(tokens, at, "&"),
            "or" => joined(tokens, at, "|"),
            "not" => not(tokens, at),
            "is" => is(tokens, at),
            "def" if begins(tokens, at) => def(tokens, at),
            "elif" => python("elif", tokens, at)
                .help("write `else if`")
                .edit(tokens.span(at, at), "else if"),
            "if" | "for" | "while" | "else" => match colon_block(tokens, at) {
                Some(confusion) => confusion,
                None => continue,
            },
            "f" if tokens.is(at + 1, Kind::Text)
                && tokens.span(at, at).end == tokens.span(at + 1, at + 1).start =>
            {
                python("f\"…\"", tokens, at).help("write the text in back quotes: `rsi_${n}`")
            }
            _ => match PHRASES.iter().find(|(phrase, _)| *phrase == word) {
                Some((phrase, help)) if begins(tokens, at) || *phrase == "lambda" => {
                    python(phrase, tokens, at).help(*help)
                }
                _ => continue,
            },
        };
        found.push(confusion);
    }
}

fn python(word: &str, tokens: &Tokens<'_>, at: usize) -> Confusion {
    let whose =
        if ["null", "nil", "then"].contains(&word) { "of another language" } else { "Python's" };
    Confusion::new("AQ120", tokens.span(at, at), format!("`{word}` is {whose}"))
}

/// `def name(…)`, with braces or without.
fn def(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let confusion = python("def", tokens, at).help("write `fn name(df, metadata) { … }`");
    let body = tokens.closing(at + 2).map(|close| close + 1);
    if body.is_some_and(|body| tokens.word(body) == "{") {
        return confusion.edit(tokens.span(at, at), "fn");
    }
    confusion
}

/// Whether a token is the first of a statement.
fn begins(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| tokens.begins_line(token))
        || ["", ";", "{", "}"].contains(&tokens.before(at))
}

fn same(tokens: &Tokens<'_>, at: usize, instead: &str) -> Confusion {
    python(tokens.word(at), tokens, at)
        .help(format!("write `{instead}`"))
        .edit(tokens.span(at, at), instead)
}

/// `and` and `or`: columns are joined by single signs, plain values by double ones.
fn joined(tokens: &Tokens<'_>, at: usize, sign: &str) -> Confusion {
    let place = tokens.span(at, at);
    let of_columns =
        tokens.function(place.start).is_none_or(|(name, _)| name.starts_with("populate_"));
    let sign = if of_columns { sign.to_owned() } else { sign.repeat(2) };
    python(tokens.word(at), tokens, at)
        .help(format!("join conditions with `{sign}`"))
        .edit(place, sign)
}

fn not(tokens: &Tokens<'_>, at: usize) -> Confusion {
    if tokens.word(at + 1) == "in" {
        return python("not in", tokens, at)
            .help("write `!in`")
            .edit(tokens.span(at, at + 1), "!in");
    }
    let confusion = python("not", tokens, at).help("write `!` before the condition");
    let Some(next) = tokens.get(at + 1) else { return confusion };
    let range = tokens.span(at, at).start..next.at.start;
    // What follows must be one operand: `!a > b` would mean something else.
    let one = tokens.word(at + 1) == "(" || {
        let end = tokens
            .end_of(at + 1, &["&", "|", "&&", "||", ";", ",", "<", ">", "<=", ">=", "==", "!="]);
        end.is_some_and(|end| !["<", ">", "<=", ">=", "==", "!="].contains(&tokens.word(end)))
    };
    if one {
        confusion.edit(range, "!")
    } else {
        confusion.help("write `!(…)` around the condition")
    }
}

/// `is None` and `is not None`.
fn is(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let negated = tokens.word(at + 1) == "not";
    let last = at + 1 + usize::from(negated);
    let sign = if negated { "!=" } else { "==" };
    if tokens.word(last) == "None" {
        let words = if negated { "is not None" } else { "is None" };
        let place = tokens.span(at, last);
        Confusion::new("AQ120", place, format!("`{words}` is Python's"))
            .help(format!("write `{sign} ()`"))
            .edit(tokens.span(at, last), format!("{sign} ()"))
    } else {
        python("is", tokens, at).help(format!("compare with `{sign}`"))
    }
}

/// `if cond:` at the end of a line.
fn colon_block(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let colon = tokens.end_of(at + 1, &[":", ";", "{"])?;
    let ends_line = tokens.get(colon + 1).is_none_or(|next| tokens.begins_line(next));
    (tokens.word(colon) == ":" && ends_line).then(|| {
        let word = tokens.word(at);
        Confusion::new("AQ120", tokens.span(colon, colon), format!("`{word} …:` is Python's"))
            .help(format!("a block stands in braces: `{word} … {{ … }}`"))
    })
}
