//! Python's times: `datetime.now()`, `timedelta(hours=2)`.

use super::Confusion;
use super::shapes::LONGEST_COPY;
use crate::strategy::language;
use crate::strategy::script::tokens::{Kind, Token, Tokens};

/// What a difference of times is made of, in minutes.
const UNITS: &[(&str, f64)] = &[
    ("weeks", 10_080.0),
    ("days", 1_440.0),
    ("hours", 60.0),
    ("minutes", 1.0),
    ("seconds", 1.0 / 60.0),
];

/// A time as Python writes it, and the token behind it.
pub(super) fn find(tokens: &Tokens<'_>, at: usize) -> Option<(Confusion, usize)> {
    // `datetime.datetime.now()` and `datetime.now()`.
    let mut name = at;
    while ["datetime", "dt"].contains(&tokens.word(name)) && tokens.word(name + 1) == "." {
        name += 2;
    }
    let close = tokens.closing(name + 1).filter(|_| tokens.word(name + 1) == "(")?;
    let confusion = match tokens.word(name) {
        "timedelta" => difference(tokens, at, name + 1, close),
        "now" | "utcnow" | "today" if name > at => now(tokens, at, close),
        _ => return None,
    };
    Some((confusion, close + 1))
}

/// `datetime.now(timezone.utc)`.
fn now(tokens: &Tokens<'_>, at: usize, close: usize) -> Confusion {
    let place = tokens.span(at, close);
    let confusion = Confusion::new("AQ131", place.clone(), "there is no clock here");
    let function = tokens.function(place.start);
    match function.filter(|(name, _)| language::callback(name).is_some()) {
        Some((_, ctx)) => confusion
            .help(format!("write `{ctx}.current_time`: when the candle opens"))
            .edit(place, format!("{ctx}.current_time")),
        None => confusion.help("the time of a candle is in `df[\"hour\"]` and `df[\"dayofweek\"]`"),
    }
}

/// `timedelta(hours=2)`.
fn difference(tokens: &Tokens<'_>, at: usize, open: usize, close: usize) -> Confusion {
    let place = tokens.span(at, close);
    let confusion = Confusion::new("AQ131", place.clone(), "there is no `timedelta` here")
        .help("times are minutes apart: `ctx.current_time + 120` is two hours later");
    match minutes(tokens, open, close) {
        Some(minutes) => confusion.edit(place, minutes),
        None => confusion,
    }
}

/// The minutes of the arguments of a difference.
fn minutes(tokens: &Tokens<'_>, open: usize, close: usize) -> Option<String> {
    let (mut sum, mut first) = (0.0, open + 1);
    while first < close {
        let end = tokens.end_of(first, &[","])?;
        let unit = if tokens.word(first + 1) == "=" { tokens.word(first) } else { "days" };
        let value = if tokens.word(first + 1) == "=" { first + 2 } else { first };
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
        match tokens.word(value).parse::<f64>() {
            Ok(number) if end == value + 1 => sum += number * factor,
            // One that is computed, alone.
            _ if first == open + 1 && end == close && value < end => {
                let range = tokens.span(value, end - 1);
                let text = tokens.text(&Token { kind: Kind::Word, at: range });
                let times = if *factor == 1.0 { String::new() } else { format!(" * {factor:?}") };
                return (text.len() <= LONGEST_COPY).then(|| format!("({text}){times}"));
            }
            _ => return None,
        }
        first = end + 1;
    }
    Some(sum.to_string())
}
