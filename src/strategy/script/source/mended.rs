//! Changes that the plan's builder asks for, as places of the text: it knows words and operands, not bytes.

use std::ops::Range;

use crate::strategy::script::tokens::{Kind, Tokens};

/// `d1["ema"]` among base columns: `df["ema_1d"]`.
pub(super) fn column(
    tokens: &Tokens<'_>,
    name: &str,
    merged: &str,
    at: usize,
) -> Vec<(Range<usize>, String)> {
    let Some(sign) = tokens.get(tokens.from(at)) else { return Vec::new() };
    let Some((_, frame)) = tokens.function(sign.at.start) else { return Vec::new() };
    let middle = tokens.from(at) as isize;
    let is_other = |at: usize| {
        let quoted = tokens.word(at).trim_matches('"') == name;
        let indexed = quoted && tokens.before(at) == "[" && tokens.word(at + 1) == "]";
        let named = quoted && tokens.before(at) == "." && tokens.is(at, Kind::Word);
        let root = at.checked_sub(2).map(|root| tokens.word(root));
        (indexed || named) && root.is_some_and(|root| root != frame)
    };
    let mut near: Vec<usize> = (0..tokens.len()).filter(|at| is_other(*at)).collect();
    near.sort_by_key(|at| (*at as isize - middle).abs());
    let Some(found) = near.first() else { return Vec::new() };
    let last = found + usize::from(tokens.before(*found) == "[");
    vec![(tokens.span(found - 2, last), format!("{frame}[\"{merged}\"]"))]
}

/// An operand of `&` or `|` that is a number: `(x == 1)`.
pub(super) fn condition(
    tokens: &Tokens<'_>,
    right: bool,
    at: usize,
) -> Vec<(Range<usize>, String)> {
    let sign = tokens.from(at);
    // An assignment has no operand on its left, and a sign before the right one goes with it.
    let is_plain = ["&", "|", "^"].contains(&tokens.word(sign)) && tokens.word(sign + 1) != "!";
    if !is_plain {
        return Vec::new();
    }
    let (first, last) = if right {
        (sign + 1, tokens.chain_end(sign + 1))
    } else if sign > 0 {
        (tokens.chain(sign - 1), sign - 1)
    } else {
        return Vec::new();
    };
    if last >= tokens.len() {
        return Vec::new();
    }
    let span = tokens.span(first, last);
    vec![(span.start..span.start, "(".into()), (span.end..span.end, " == 1)".into())]
}

/// A whole number beside a division: with a point.
pub(super) fn float(tokens: &Tokens<'_>, at: usize) -> Vec<(Range<usize>, String)> {
    let sign = tokens.from(at);
    let whole = |at: usize| {
        tokens.is(at, Kind::Number)
            && tokens.word(at).chars().all(|c| c.is_ascii_digit() || c == '_')
    };
    let number =
        sign.checked_sub(1).filter(|at| whole(*at)).or(Some(sign + 1).filter(|at| whole(*at)));
    let Some(number) = number else { return Vec::new() };
    let end = tokens.span(number, number).end;
    vec![(end..end, ".0".to_owned())]
}
