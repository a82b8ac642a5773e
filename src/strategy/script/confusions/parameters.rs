//! FreqTrade's hyperopt parameters: `IntParameter(10, 40, default=30, space="buy")`.

use super::{Confusion, MOST_FAULTS};
use crate::strategy::language;
use crate::strategy::script::tokens::{Kind, Tokens};

/// FreqTrade's classes with the functions that stand for them.
const CLASSES: &[(&str, &str)] = &[
    ("IntParameter", "int_param"),
    ("DecimalParameter", "decimal_param"),
    ("RealParameter", "decimal_param"),
    ("CategoricalParameter", "categorical_param"),
    ("BooleanParameter", "bool_param"),
];

/// So many uses of one are written anew.
const MOST_USES: usize = 20;

/// What is given to one: the first tokens of the values and those behind them.
#[derive(Default)]
struct Given {
    positions: Vec<(usize, usize)>,
    low: Option<(usize, usize)>,
    high: Option<(usize, usize)>,
    categories: Option<(usize, usize)>,
    default: Option<(usize, usize)>,
    decimals: Option<(usize, usize)>,
}

pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Confusion>) {
    let mut count = 0;
    for at in (0..tokens.len()).filter(|at| tokens.is(*at, Kind::Word)) {
        let class = CLASSES.iter().find(|(class, _)| *class == tokens.word(at));
        if let Some((class, here)) = class
            && tokens.word(at + 1) == "("
        {
            found.push(parameter(tokens, at, class, here));
            count += 1;
            if count >= MOST_FAULTS {
                return;
            }
        }
    }
}

fn parameter(tokens: &Tokens<'_>, at: usize, class: &str, here: &str) -> Confusion {
    let is_named = tokens.before(at) == "=" && at >= 2 && tokens.is(at - 2, Kind::Word);
    let name = if is_named { tokens.word(at - 2) } else { "name" };
    let message = format!("`{class}` is FreqTrade's");
    let example = match here {
        "int_param" => "10, 40, 30",
        "decimal_param" => "1.0, 3.0, 2.0",
        "categorical_param" => "[\"EMA\", \"SMA\"], \"EMA\"",
        _ => "true",
    };
    let close = tokens.closing(at + 1);
    let values = close.and_then(|close| values(tokens, at + 1, close, here));
    // What stands in the call is told with it, and not a second time.
    let place = tokens.span(at, close.unwrap_or(at));
    let Some(values) = values else {
        return Confusion::new("AQ120", place, message).help(format!(
            "write `{here}(\"{name}\", …)` in a function, as in `{here}(\"{name}\", {example})`"
        ));
    };
    let written = format!("{here}(\"{name}\", {values})");
    let confusion = Confusion::new("AQ120", place.clone(), message);
    let is_inside = tokens.around(at).is_some();
    if is_inside {
        let confusion = confusion.help(format!("write `{written}`"));
        return if is_named { confusion.edit(place, written) } else { confusion };
    }
    let confusion = confusion.help(format!("write `{written}` in the functions that read it"));
    match uses(tokens, at).zip(close) {
        Some((uses, close)) => uses.into_iter().fold(
            // Parameters belong to the columns that they are used for.
            confusion.edit(tokens.span(at - 3, close + 1), ""),
            |confusion, at| confusion.edit(tokens.span(at, at), written.as_str()),
        ),
        None => confusion,
    }
}

/// The words that read a const of the script, where a call can stand for each of them.
fn uses(tokens: &Tokens<'_>, class: usize) -> Option<Vec<usize>> {
    let name = class.checked_sub(2).filter(|name| tokens.before(*name) == "const")?;
    let close = tokens.closing(class + 1)?;
    let is_same = |at: &usize| *at != name && tokens.word(*at) == tokens.word(name);
    let uses: Vec<usize> = (0..tokens.len()).filter(is_same).take(MOST_USES + 1).collect();
    let is_read = |at: &usize| {
        let function = tokens.function(tokens.span(*at, *at).start);
        ![".", "::", "let", "const", "fn", "|"].contains(&tokens.before(*at))
            && ![":", "="].contains(&tokens.word(at + 1))
            && function.is_some_and(|(name, _)| language::callback(name).is_none())
    };
    let is_plain = tokens.word(close + 1) == ";" && uses.len() <= MOST_USES;
    (is_plain && uses.iter().all(is_read)).then_some(uses)
}

/// The arguments behind the name, where all are plain.
fn values(tokens: &Tokens<'_>, open: usize, close: usize, here: &str) -> Option<String> {
    let given = given(tokens, open, close)?;
    let position = |at: usize| given.positions.get(at).copied();
    let number = |range: Option<(usize, usize)>| number(tokens, range?, here == "decimal_param");
    Some(match here {
        "bool_param" => {
            let value = truth(tokens, given.default.or(position(0))?)?;
            value.to_owned()
        }
        "categorical_param" => {
            let choices = choices(tokens, given.categories.or(position(0))?)?;
            let default = match given.default {
                Some((first, end)) if end == first + 1 => string(tokens, first)?,
                Some(_) => return None,
                None => choices.first()?.clone(),
            };
            format!("[{}], {default}", choices.join(", "))
        }
        _ => {
            let low = number(given.low.or(position(0)))?;
            let high = number(given.high.or(position(1)))?;
            let default = number(given.default)?;
            let step = match given.decimals.map(|(first, _)| tokens.word(first)) {
                None => "",
                Some("1") => ", 0.1",
                Some("2") => ", 0.01",
                Some("3") => ", 0.001",
                Some(_) => return None,
            };
            format!("{low}, {high}, {default}{step}")
        }
    })
}

/// The arguments of a call; nothing where it has too many, or some are unknown.
fn given(tokens: &Tokens<'_>, open: usize, close: usize) -> Option<Given> {
    let mut given = Given::default();
    let mut first = open + 1;
    while first < close {
        let end = tokens.end_of(first, &[","])?;
        let value = (first + 2, end);
        match tokens.word(first) {
            _ if tokens.word(first + 1) != "=" => given.positions.push((first, end)),
            "low" => given.low = Some(value),
            "high" => given.high = Some(value),
            "categories" => given.categories = Some(value),
            "default" => given.default = Some(value),
            "decimals" => given.decimals = Some(value),
            "space" | "optimize" | "load" => {}
            _ => return None,
        }
        if given.positions.len() > 2 {
            return None;
        }
        first = end + 1;
    }
    Some(given)
}

/// `30` and `-0.05`.
fn number(tokens: &Tokens<'_>, (first, end): (usize, usize), is_decimal: bool) -> Option<String> {
    let (sign, digits) = if tokens.word(first) == "-" { ("-", first + 1) } else { ("", first) };
    if !tokens.is(digits, Kind::Number) || end != digits + 1 {
        return None;
    }
    let (zero, digits) = match tokens.word(digits) {
        digits if digits.starts_with('.') => ("0", digits),
        digits => ("", digits),
    };
    let fraction = if is_decimal && !digits.contains(['.', 'e']) { ".0" } else { "" };
    Some(format!("{sign}{zero}{digits}{fraction}"))
}

fn truth(tokens: &Tokens<'_>, (first, end): (usize, usize)) -> Option<&'static str> {
    match tokens.word(first) {
        _ if end != first + 1 => None,
        "True" | "true" => Some("true"),
        "False" | "false" => Some("false"),
        _ => None,
    }
}

/// `["EMA", 'SMA']`.
fn choices(tokens: &Tokens<'_>, (open, end): (usize, usize)) -> Option<Vec<String>> {
    let close = tokens.closing(open).filter(|close| close + 1 == end && *close > open + 1)?;
    let is_list = tokens.word(open) == "[" && close - open < 100;
    if !is_list {
        return None;
    }
    let words = (open + 1..close).filter(|at| tokens.word(*at) != ",");
    words.map(|at| string(tokens, at)).collect()
}

/// A string with double quotes.
fn string(tokens: &Tokens<'_>, at: usize) -> Option<String> {
    let word = tokens.word(at);
    let quote = word.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
    let inside = word.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inside.contains(['"', '\\', '\''])).then(|| format!("\"{inside}\""))
}
