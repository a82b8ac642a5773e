//! Closures see nothing of what is around them.

use super::tokens::{Kind, Tokens};
use crate::diag::Diagnostic;

/// So many words and signs around a name are looked at.
const FARTHEST: usize = 4_000;

/// Signs that a closure can stand behind: `(|n| …`, `let f = |n| …`, `reduce(0, |sum, n| …`.
const BEFORE: [&str; 6] = ["(", ",", "=", "[", ":", "return"];

/// What is said of a name in a closure that the closure cannot see.
pub(super) fn around(tokens: &Tokens<'_>, at: usize) -> Option<Diagnostic> {
    let head = head(tokens, at)?;
    let name = tokens.word(at);
    let help = if tokens.before(head) == "=" && !["df", "dataframe"].contains(&name) {
        format!("write a function that is given it: `fn f({name}, n) {{ … }}`")
    } else {
        "use a loop: `for n in [10, 20] { df[\"ema_\" + n] = ta::EMA(df, n); }`".to_owned()
    };
    Some(Diagnostic::error("AQ137", format!("a closure does not see `{name}`")).with_help(help))
}

/// The `|` or `||` that the innermost closure around a name begins with.
fn head(tokens: &Tokens<'_>, name: usize) -> Option<usize> {
    let mut at = name;
    // What stands behind a comma is no longer of the closure before it.
    let mut is_beside = false;
    for _ in 0..FARTHEST {
        let before = at.checked_sub(1)?;
        let sign = tokens.word(before);
        if tokens.closing(before).is_some() || [";", "fn"].contains(&sign) {
            // Out of a bracket, or out of the block that the statement is in.
            at = if sign == ";" { tokens.around(before)? } else { before };
            if sign == "fn" {
                return None;
            }
            is_beside = false;
        } else if sign == "," {
            is_beside = true;
            at = before;
        } else if sign.starts_with('|') && !is_beside && begins(tokens, before).is_some() {
            return begins(tokens, before);
        } else {
            at = tokens.opening(before).unwrap_or(before);
        }
    }
    None
}

/// Where a closure begins whose arguments end with this sign.
fn begins(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let is_first = |at: usize| at > 0 && BEFORE.contains(&tokens.before(at));
    if tokens.word(end) == "||" {
        return is_first(end).then_some(end);
    }
    let mut at = end.checked_sub(1)?;
    while tokens.is(at, Kind::Word) || tokens.word(at) == "," {
        at = at.checked_sub(1)?;
        if end - at > 100 {
            return None;
        }
    }
    (at < end - 1 && tokens.word(at) == "|" && is_first(at)).then_some(at)
}
