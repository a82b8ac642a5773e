//! Confusions that are no word: quotes, comments, numbers, brackets, types.

use super::Confusion;
use super::unpacked::{unpacked, unpacked_plainly};
use super::words::{begins_line, ends_value};
use crate::strategy::script::tokens::{Kind, Token, Tokens};

/// So many words and signs, what stands in brackets being one, a value of a condition has.
const LONGEST_VALUE: usize = 200;

/// So many bytes are written anew elsewhere.
pub(super) const LONGEST_COPY: usize = 500;

pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Confusion>) {
    for comment in tokens.comments().iter().filter(|comment| comment.kind == Kind::HashComment) {
        let text = tokens.text(comment);
        let signs = text.len() - text.trim_start_matches('#').len();
        let at = comment.at.start..comment.at.start + signs;
        found.push(
            Confusion::new("AQ122", at.clone(), "`#` begins no comment here")
                .help("write `// comment`")
                .edit(at, "//"),
        );
    }
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at) else { continue };
        let confusion = match token.kind {
            Kind::Single => quotes(tokens, at),
            Kind::Number if tokens.word(at).starts_with('.') => Some(
                Confusion::new("AQ126", token.at.clone(), "a number begins with a digit")
                    .help(format!("write `0{}`", tokens.word(at)))
                    .insert(token.at.start, "0"),
            ),
            Kind::Number if tokens.word(at + 1) == ":" => number_as_key(tokens, at),
            Kind::Word if tokens.word(at) == "if" => conditional(tokens, at),
            Kind::Word if tokens.word(at) == "return" => returned(tokens, at),
            Kind::Word => unpacked_plainly(tokens, at),
            Kind::Sign => match tokens.word(at) {
                "?" => ternary(tokens, at),
                "{" => map(tokens, at),
                "(" => tuple(tokens, at),
                ":" => annotation(tokens, at),
                "->" => returned_type(tokens, at),
                "=>" if tokens.around(at).is_some_and(|open| tokens.word(open) == "(") => Some(
                    Confusion::new("AQ143", token.at.clone(), "`=>` compares nothing")
                        .help("write `>=`")
                        .edit(token.at.clone(), ">="),
                ),
                _ => None,
            },
            _ => None,
        };
        found.extend(confusion);
    }
}

/// `a // 2;`.
pub(super) fn division(tokens: &Tokens<'_>, comment: &Token) -> Option<Confusion> {
    let rest = tokens.text(comment).strip_prefix("//")?.trim_start_matches('/');
    let before = tokens.ending_before(comment.at.start)?;
    let is_value = matches!(before.kind, Kind::Word | Kind::Number)
        || [")", "]"].contains(&tokens.text(before));
    let rest = rest.trim();
    let operand = rest.trim_end_matches([';', ')', ' ']);
    let ends = operand.len() < rest.len();
    let is_number = operand.parse::<f64>().is_ok();
    let is_column = operand.ends_with(']') && operand.contains('[') && !operand.contains(' ');
    let is_name = ends && operand.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_operand =
        !operand.is_empty() && (is_number || is_column || is_name && rest.ends_with(';'));
    // A comment at the end of a statement follows a `;` or a bracket.
    if tokens.begins_line(comment) || !is_value || !is_operand {
        return None;
    }
    let sign = comment.at.start..comment.at.start + 2;
    Some(
        Confusion::new("AQ136", sign.clone(), "`//` begins a comment: the line ends before it")
            .help("a division is written `/`")
            .edit(sign, "/"),
    )
}

/// A single character may be meant as one, but never as the name of a column.
fn quotes(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let text = tokens.word(at);
    let inside = text.strip_prefix('\'')?;
    let inside = inside.strip_suffix('\'')?;
    if inside.chars().count() == 1 && tokens.before(at) != "[" {
        return None;
    }
    let written = format!("\"{}\"", inside.replace("\\'", "'").replace('"', "\\\""));
    Some(
        Confusion::new("AQ121", tokens.span(at, at), "strings are written with double quotes")
            .help(format!("write {written}"))
            .edit(tokens.span(at, at), written),
    )
}

/// `#{ 0: 0.1 }`.
fn number_as_key(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let begins = ["{", "#{", ","].contains(&tokens.before(at));
    let open = tokens.around(at)?;
    (begins && ["{", "#{"].contains(&tokens.word(open))).then(|| {
        let key = tokens.word(at);
        Confusion::new("AQ125", tokens.span(at, at), "the keys of a map are words")
            .help(format!("write `\"{key}\": …`"))
            .edit(tokens.span(at, at), format!("\"{key}\""))
    })
}

/// `a ? b : c`.
fn ternary(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let colon = tokens.end_of(at + 1, &[":"]).filter(|colon| tokens.word(*colon) == ":")?;
    let end = tokens.end_of(colon + 1, &[";", ","])?;
    let first = beginning(tokens, at)?;
    if first == at || end == colon + 1 {
        return None;
    }
    Some(
        Confusion::new("AQ124", tokens.span(at, at), "there is no `a ? b : c` here")
            .help("write `if a { b } else { c }`; of columns `where(a, b, c)`")
            .insert(tokens.span(first, first).start, "if ")
            .edit(tokens.span(at, at), "{")
            .edit(tokens.span(colon, colon), "} else {")
            .insert(tokens.span(end - 1, end - 1).end, " }"),
    )
}

/// The first token of the value that ends before a token; nothing where it is far.
fn beginning(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let edges = ["=", "(", "[", "{", "#{", ",", ";", "}", "=>", "return"];
    let mut first = at;
    for _ in 0..LONGEST_VALUE {
        let Some(before) = first.checked_sub(1) else { return Some(first) };
        if edges.contains(&tokens.word(before)) {
            return Some(first);
        }
        first = tokens.opening(before).unwrap_or(before);
    }
    None
}

/// Python's `a if c else b`.
fn conditional(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    if at == 0 || !ends_value(tokens, at - 1) || begins_line(tokens, at) {
        return None;
    }
    let mut other = at + 1;
    while tokens.word(other) != "else" {
        let sign = tokens.word(other);
        let is_end = ["", ";", ",", "{", "}", ")", "]"].contains(&sign);
        if is_end || other - at > LONGEST_VALUE {
            return None;
        }
        other = tokens.closing(other).unwrap_or(other) + 1;
    }
    let end = tokens.end_of(other + 1, &[";", ","])?;
    let first = beginning(tokens, at)?;
    if other == at + 1 || end == other + 1 || tokens.word(other + 1) == "if" {
        return None;
    }
    let condition = Token { kind: Kind::Sign, at: tokens.span(at + 1, other - 1) };
    let condition = tokens.text(&condition);
    if condition.len() > LONGEST_COPY {
        return None;
    }
    Some(
        Confusion::new("AQ124", tokens.span(at, other), "there is no `a if c else b` here")
            .help("write `if c { a } else { b }`; of columns `where(c, a, b)`")
            .insert(tokens.span(first, first).start, format!("if {condition} {{ "))
            .edit(tokens.span(at, other), "} else {")
            .insert(tokens.span(end - 1, end - 1).end, " }"),
    )
}

/// `{ "0": 0.1 }` where a value is meant.
fn map(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let is_value =
        ["=", "(", ",", "[", ":"].contains(&tokens.before(at)) || tokens.before(at) == "return";
    let has_key = tokens.word(at + 2) == ":" || tokens.word(at + 1) == "}";
    (is_value && has_key).then(|| {
        Confusion::new("AQ125", tokens.span(at, at), "a map begins with `#{`")
            .help("write `#{ \"0\": 0.1 }`")
            .insert(tokens.span(at, at).start, "#")
    })
}

/// `(1, 2)` that is no call.
fn tuple(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let before = at.checked_sub(1)?;
    if tokens.word(before) == "let" {
        return unpacked(tokens, at);
    }
    let is_call = tokens.is(before, Kind::Word) && !["return", "in"].contains(&tokens.word(before))
        || [")", "]", "!"].contains(&tokens.word(before));
    let close = tokens.closing(at)?;
    let comma = tokens.end_of(at + 1, &[","])?;
    (!is_call && tokens.word(comma) == ",").then(|| {
        Confusion::new("AQ127", tokens.span(at, at), "there are no tuples here")
            .help("write an array: `[1, 2]`")
            .edit(tokens.span(at, at), "[")
            .edit(tokens.span(close, close), "]")
    })
}

/// `return -50.0, "half"`.
fn returned(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let comma = tokens.end_of(at + 1, &[",", ";"]).filter(|comma| tokens.word(*comma) == ",")?;
    let end = tokens.end_of(comma + 1, &[";"])?;
    if comma == at + 1 || end == comma + 1 {
        return None;
    }
    Some(
        Confusion::new("AQ127", tokens.span(comma, comma), "there are no tuples here")
            .help("write an array: `return [-50.0, \"half\"];`")
            .insert(tokens.span(at + 1, at + 1).start, "[")
            .insert(tokens.span(end - 1, end - 1).end, "]"),
    )
}

/// `fn f(df: DataFrame)` and `const x: float = 1.0`.
fn annotation(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let name = at.checked_sub(1).filter(|name| tokens.is(*name, Kind::Word))?;
    let declared = ["let", "const"].contains(&tokens.before(name));
    let argument = tokens
        .around(at)
        .is_some_and(|open| tokens.word(open) == "(" && open >= 2 && tokens.word(open - 2) == "fn");
    if !declared && !argument {
        return None;
    }
    let end = tokens.end_of(at + 1, if declared { &["=", ";"] } else { &[","] })?;
    let range = tokens.span(at, at).start..tokens.span(end - 1, end - 1).end;
    Some(
        Confusion::new("AQ128", tokens.span(at, at), "names have no types here")
            .help(format!("write `{}` alone", tokens.word(name)))
            .edit(range, ""),
    )
}

/// `fn f(df) -> DataFrame {`.
fn returned_type(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let body = tokens.end_of(at + 1, &["{"]).filter(|body| tokens.word(*body) == "{")?;
    let range = tokens.span(at, at).start..tokens.span(body, body).start;
    Some(
        Confusion::new("AQ128", tokens.span(at, at), "functions have no types here")
            .help("write `fn name(df, metadata) { … }`")
            .edit(range, ""),
    )
}
