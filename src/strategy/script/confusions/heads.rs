//! The first lines of functions as FreqTrade's have them: defaults, `*args` and `**kwargs`.

use super::Confusion;
use crate::strategy::script::tokens::{Kind, Tokens};

pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Confusion>) {
    for at in (0..tokens.len()).filter(|at| tokens.is(*at, Kind::Word)) {
        if ["fn", "def"].contains(&tokens.word(at)) && tokens.word(at + 2) == "(" {
            arguments(tokens, at + 2, found);
        }
    }
}

fn arguments(tokens: &Tokens<'_>, open: usize, found: &mut Vec<Confusion>) {
    let Some(close) = tokens.closing(open) else { return };
    let mut first = open + 1;
    while first < close {
        let Some(end) = tokens.end_of(first, &[","]) else { return };
        if ["*", "**"].contains(&tokens.word(first)) {
            found.push(rest(tokens, open, first, end));
        } else if tokens.word(first + 1) == "=" && end > first + 2 {
            found.push(default(tokens, first, end));
        }
        first = end + 1;
    }
}

/// `*args`, `**kwargs`, and `*` alone.
fn rest(tokens: &Tokens<'_>, open: usize, first: usize, end: usize) -> Confusion {
    let place = tokens.span(first, (end - 1).max(first));
    let name = if end == first + 1 {
        "*".to_owned()
    } else {
        format!("{}{}", tokens.word(first), tokens.word(first + 1))
    };
    // With the comma that would be left over.
    let range = match tokens.word(end) {
        "," => place.start..tokens.span(end + 1, end + 1).start,
        _ if first > open + 1 => tokens.span(first - 1, first - 1).start..place.end,
        _ => place.clone(),
    };
    Confusion::new("AQ120", place, format!("`{name}` is Python's"))
        .help("leave it out: a function takes as many arguments as it names")
        .edit(range, "")
}

/// `n = 14`.
fn default(tokens: &Tokens<'_>, first: usize, end: usize) -> Confusion {
    let name = tokens.word(first);
    let range = tokens.span(first, first).end..tokens.span(end - 1, end - 1).end;
    Confusion::new("AQ123", tokens.span(first + 1, end - 1), "arguments have no defaults here")
        .help(format!("write `{name}` alone, and give it in each call"))
        .edit(range, "")
}
