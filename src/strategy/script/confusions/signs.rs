//! Signs that word processors write, and those that other languages have.

use super::Confusion;
use crate::strategy::script::tokens::{Kind, Token, Tokens};

/// Signs of print, with those that are typed.
const PRINTED: &[(&str, &str)] = &[
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("\u{200b}", ""),
    ("\u{feff}", ""),
];

const CURLY: [&str; 4] = ["“", "”", "‘", "’"];

/// So many words and signs a short string may have.
const LONGEST_STRING: usize = 24;

/// Signs that a value can follow.
const BEFORE_A_VALUE: [&str; 9] = ["(", ",", "=", "[", ";", "{", "}", "return", "in"];

pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Confusion>) {
    let mut end = 0;
    for at in 0..tokens.len() {
        spaces(tokens, end..tokens.span(at, at).start, found);
        end = tokens.span(at, at).end;
        if tokens.is(at, Kind::Sign) {
            found.extend(sign(tokens, at));
        }
    }
}

fn sign(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let (place, sign) = (tokens.span(at, at), tokens.word(at));
    match sign {
        "~" => Some(
            Confusion::new("AQ143", place.clone(), "`~` negates nothing here")
                .help("write `!` before the condition")
                .edit(place, "!"),
        ),
        "@" if tokens.is(at + 1, Kind::Word) => Some(decorator(tokens, at)),
        "&" if tokens.is(at + 1, Kind::Word) && BEFORE_A_VALUE.contains(&tokens.before(at)) => {
            let value = if tokens.word(at + 1) == "mut" { at + 2 } else { at + 1 };
            Some(
                Confusion::new("AQ143", tokens.span(at, value - 1), "there are no references here")
                    .help(format!("write `{}` alone", tokens.word(value)))
                    .edit(place.start..tokens.span(value, value).start, ""),
            )
        }
        _ if CURLY.contains(&sign) => Some(curly(tokens, at)),
        _ => {
            let (_, typed) = PRINTED.iter().find(|(printed, _)| *printed == sign)?;
            let confusion = if typed.is_empty() {
                Confusion::new("AQ143", place.clone(), "here is a sign that is not seen")
                    .help("remove it")
            } else {
                Confusion::new("AQ143", place.clone(), format!("`{sign}` is no sign of a script"))
                    .help(format!("write `{typed}`"))
            };
            Some(confusion.edit(place, *typed))
        }
    }
}

/// `@informative("1h")`, `@property`.
fn decorator(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let name = tokens.word(at + 1);
    let confusion =
        Confusion::new("AQ120", tokens.span(at, at + 1), format!("`@{name}` is Python's"));
    match name {
        "informative" => confusion
            .help("write `let d1 = informative(\"1d\");` in `populate_indicators`")
            .insert(tokens.span(at, at).start, "// "),
        "property" | "staticmethod" | "classmethod" => {
            confusion.help("leave it out").edit(tokens.span(at, at + 1), "")
        }
        _ => confusion
            .help("functions have no decorators here: leave it out")
            .insert(tokens.span(at, at).start, "// "),
    }
}

/// `“rsi”`: the string, where its other end is near.
fn curly(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let far = tokens.len().min(at + LONGEST_STRING);
    let ends = |close: &usize| CURLY.contains(&tokens.word(*close));
    let message = "strings are written with straight double quotes";
    let Some(close) = (at + 1..far).find(ends) else {
        return Confusion::new("AQ121", tokens.span(at, at), message).help("write `\"`");
    };
    let place = tokens.span(at, close);
    let inside = tokens.span(at, at).end..tokens.span(close, close).start;
    let inside = tokens.text(&Token { kind: Kind::Text, at: inside });
    if inside.contains(['"', '\n', '\\']) {
        return Confusion::new("AQ121", tokens.span(at, at), message).help("write `\"`");
    }
    Confusion::new("AQ121", place.clone(), message)
        .help(format!("write `\"{inside}\"`"))
        .edit(place, format!("\"{inside}\""))
}

/// Spaces between two tokens that look like plain ones.
fn spaces(tokens: &Tokens<'_>, gap: std::ops::Range<usize>, found: &mut Vec<Confusion>) {
    let text = tokens.text(&Token { kind: Kind::Sign, at: gap.clone() });
    if text.is_ascii() {
        return;
    }
    let is_odd = |c: char| c.is_whitespace() && !c.is_ascii();
    let comments = tokens.comments();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_odd).map(|start| from + start) {
        let rest = &text[start..];
        let end = start + rest.find(|c| !is_odd(c)).unwrap_or(rest.len());
        let place = gap.start + start..gap.start + end;
        let before = comments.partition_point(|comment| comment.at.start <= place.start);
        if before == 0 || comments[before - 1].at.end <= place.start {
            found.push(
                Confusion::new("AQ143", place.clone(), "here is a space that is no plain one")
                    .help("write a plain space")
                    .edit(place, " "),
            );
        }
        from = end;
    }
}
