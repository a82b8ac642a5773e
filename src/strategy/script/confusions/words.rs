//! Python's words.

use super::Confusion;
use crate::strategy::language;
use crate::strategy::script::tokens::{Kind, Token, Tokens};

/// Words that begin something that has to be written anew.
const PHRASES: &[(&str, &str)] = &[
    ("class", "a script is one strategy: its settings are consts, its methods are functions"),
    ("lambda", "describe columns with operators and methods, or write a function with `fn`"),
    ("pass", "leave the block empty: `{ }`"),
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
            // What an argument may be is left out as a whole.
            "None" if is_in_head(tokens, at) => continue,
            "None" | "null" | "nil" => same(tokens, at, "()"),
            "then" if tokens.word(at + 1) == "{" => python("then", tokens, at)
                .help("a block stands in braces alone: `if … { … }`")
                .edit(tokens.span(at, at), ""),
            "True" => same(tokens, at, "true"),
            "False" => same(tokens, at, "false"),
            "and" => joined(tokens, at, "&"),
            "or" => joined(tokens, at, "|"),
            "AND" if joins(tokens, at) => joined(tokens, at, "&"),
            "OR" if joins(tokens, at) => joined(tokens, at, "|"),
            "NOT" if tokens.is(at + 1, Kind::Word) && tokens.before(at) != "fn" => not(tokens, at),
            "not" => not(tokens, at),
            "from" if begins(tokens, at) => from(tokens, at),
            "mut" if tokens.before(at) == "let" && tokens.is(at + 1, Kind::Word) => {
                left_out(tokens, at, "every `let` may change")
            }
            "pub" if ["fn", "const"].contains(&next) => {
                left_out(tokens, at, "every function can be called from elsewhere")
            }
            "function" if is_head(tokens, at) => same(tokens, at, "fn"),
            "static" | "var" if tokens.is(at + 1, Kind::Word) && begins(tokens, at) => {
                let is_inside = tokens.around(at).is_some();
                same(tokens, at, if is_inside { "let" } else { "const" })
            }
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
    let others =
        ["null", "nil", "then", "AND", "OR", "NOT", "mut", "pub", "function", "static", "var"];
    let whose = if others.contains(&word) { "of another language" } else { "Python's" };
    Confusion::new("AQ120", tokens.span(at, at), format!("`{word}` is {whose}"))
}

/// Whether a word stands between two values, as `AND` does.
fn joins(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let next = at + 1;
    ends_value(tokens, before)
        && (tokens.word(next) == "("
            || tokens.word(next) == "!"
            || [Kind::Word, Kind::Number, Kind::Text].iter().any(|kind| tokens.is(next, *kind)))
}

/// Whether a value can end with a token.
pub(super) fn ends_value(tokens: &Tokens<'_>, at: usize) -> bool {
    let keywords =
        ["else", "return", "in", "if", "while", "let", "const", "fn", "and", "or", "not"];
    match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Word) => !keywords.contains(&tokens.word(at)),
        Some(Kind::Number | Kind::Text | Kind::Single) => true,
        _ => [")", "]"].contains(&tokens.word(at)),
    }
}

/// `function name(…) {`.
fn is_head(tokens: &Tokens<'_>, at: usize) -> bool {
    begins(tokens, at) && tokens.is(at + 1, Kind::Word) && tokens.word(at + 2) == "("
}

/// A word that means nothing here.
fn left_out(tokens: &Tokens<'_>, at: usize, why: &str) -> Confusion {
    let place = tokens.span(at, at);
    python(tokens.word(at), tokens, at)
        .help(format!("leave it out: {why}"))
        .edit(place.start..tokens.span(at + 1, at + 1).start, "")
}

/// `from pandas import DataFrame`.
fn from(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let line_end = |last: &usize| tokens.word(*last) == ";" || begins_line(tokens, last + 1);
    let confusion = |last| {
        Confusion::new("AQ120", tokens.span(at, last), "`from` is Python's").help(
            "leave it out: indicators are in `ta::`; a script of the same folder is imported with `import \"_common\" as common;`",
        )
    };
    let has_import = (at..at + 12).any(|word| tokens.word(word) == "import");
    match (at..at + 40).find(line_end).filter(|_| has_import) {
        Some(last) => confusion(last).edit(tokens.span(at, last), ""),
        None => confusion(at),
    }
}

/// Whether a word stands among the arguments of a function's first line.
fn is_in_head(tokens: &Tokens<'_>, at: usize) -> bool {
    let open = tokens.around(at).filter(|open| *open >= 2 && tokens.word(*open) == "(");
    open.is_some_and(|open| ["fn", "def"].contains(&tokens.word(open - 2)))
}

/// `def name(…)`, with braces or without.
fn def(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let name = Some(tokens.word(at + 1)).filter(|name| language::callback(name).is_some());
    let help = name.map_or("fn name(df, metadata)".to_owned(), |name| format!("fn {name}(ctx)"));
    let confusion = python("def", tokens, at).help(format!("write `{help} {{ … }}`"));
    let body = tokens.closing(at + 2).map(|close| close + 1);
    if body.is_some_and(|body| tokens.word(body) == "{") {
        return confusion.edit(tokens.span(at, at), "fn");
    }
    confusion
}

/// Whether a token is the first of a statement.
fn begins(tokens: &Tokens<'_>, at: usize) -> bool {
    ["", ";", "{", "}"].contains(&tokens.before(at)) || begins_line(tokens, at)
}

/// Whether a token is the first of its line. Only what is between it and the one before is looked at: a line
/// may be long.
pub(super) fn begins_line(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    let start = at.checked_sub(1).map_or(0, |before| tokens.span(before, before).end);
    let gap = tokens.text(&Token { kind: Kind::Sign, at: start..token.at.start });
    match gap.rfind('\n') {
        Some(end) => gap[end..].trim().is_empty(),
        None => at == 0 && gap.trim().is_empty(),
    }
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
    let confusion = python(tokens.word(at), tokens, at).help("write `!` before the condition");
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
    let ends_line = begins_line(tokens, colon + 1);
    (tokens.word(colon) == ":" && ends_line).then(|| {
        let word = tokens.word(at);
        Confusion::new("AQ120", tokens.span(colon, colon), format!("`{word} …:` is Python's"))
            .help(format!("a block stands in braces: `{word} … {{ … }}`"))
    })
}
