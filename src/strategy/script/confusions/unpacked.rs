//! Several names that are given values at once, as in Python: `macd, signal, hist = ta.MACD(df)`.

use super::Confusion;
use super::shapes::LONGEST_COPY;
use super::words::begins_line;
use crate::indicators::function;
use crate::strategy::script::tokens::{Kind, Token, Tokens};

/// The most names that are looked for.
const MOST_NAMES: usize = 20;

/// `let (a, b) = ta::AROON(df);`: each output has a name.
pub(super) fn unpacked(tokens: &Tokens<'_>, open: usize) -> Option<Confusion> {
    let close = tokens.closing(open)?;
    let (targets, end) = targets(tokens, open + 1);
    let targets = if end + 1 == close { targets } else { Vec::new() };
    Some(several(tokens, (open, close), &targets, true))
}

/// `let a, b = ta::AROON(df);`, and the same without `let` or with columns.
pub(super) fn unpacked_plainly(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let is_declared = tokens.before(at) == "let";
    let begins = [";", "{", "}"].contains(&tokens.before(at)) || begins_line(tokens, at);
    let in_block = tokens.around(at).is_some_and(|open| tokens.word(open) == "{");
    if !in_block || !(is_declared || begins) {
        return None;
    }
    let (targets, last) = targets(tokens, at);
    let is_set = targets.len() > 1 && tokens.word(last + 1) == "=";
    is_set.then(|| several(tokens, (at, last), &targets, is_declared))
}

/// Names and columns with commas between them, as they are written, and the last token of all.
fn targets<'a>(tokens: &Tokens<'a>, first: usize) -> (Vec<&'a str>, usize) {
    let (mut targets, mut at) = (Vec::new(), first);
    loop {
        let last = tokens.chain_end(at);
        targets.push(tokens.text(&Token { kind: Kind::Word, at: tokens.span(at, last) }));
        let goes_on = tokens.word(last + 1) == "," && tokens.is(last + 2, Kind::Word);
        if !goes_on || targets.len() == MOST_NAMES {
            return (targets, last);
        }
        at = last + 2;
    }
}

/// Several names, from one token to another, that are given a value at once.
fn several(
    tokens: &Tokens<'_>,
    (first, end): (usize, usize),
    targets: &[&str],
    is_declared: bool,
) -> Confusion {
    let confusion = Confusion::new("AQ127", tokens.span(first, end), "there are no tuples here");
    let call = end + 2;
    let (Some(last), "::") = (tokens.closing(call + 3), tokens.word(call + 1)) else {
        return confusion.help("give each name a value of its own: `let a = …; let b = …;`");
    };
    let function = function(tokens.word(call), tokens.word(call + 2));
    let outputs: Vec<&str> =
        function.map(|function| function.operation.output_names().collect()).unwrap_or_default();
    let called = tokens.text(&Token { kind: Kind::Sign, at: tokens.span(call, last) });
    let is_plain = tokens.word(end + 1) == "="
        && tokens.word(last + 1) == ";"
        && targets.len() == outputs.len();
    if !is_plain || outputs.len() < 2 || called.len() > LONGEST_COPY {
        return confusion.help("write `let macd = ta::MACD(df);`, and read `macd.macdsignal`");
    }
    let is_name = |target: &str| target.chars().all(|c| c.is_alphanumeric() || c == '_');
    let each: Vec<String> = targets
        .iter()
        .zip(&outputs)
        .map(|(target, output)| {
            let keyword = if is_name(target) { "let " } else { "" };
            format!("{keyword}{target} = {called}.{output}")
        })
        .collect();
    let written = each.join("; ");
    let written = if is_declared { written.trim_start_matches("let ") } else { &written };
    let whole = tokens.span(first, last);
    Confusion { at: whole.clone(), ..confusion }
        .help(format!("each output has a name: `{};`", each[0]))
        .edit(whole, written)
}
