//! Calls as other languages write them: modules with points, named arguments.

use super::{Confusion, times};
use crate::strategy::script::tokens::{Kind, Tokens};

/// Arguments that stand by position here, by the function that they belong to.
const BY_POSITION: &[(&str, &[&str])] = &[
    ("shift", &["periods"]),
    ("diff", &["periods"]),
    ("pct_change", &["periods"]),
    ("rolling", &["window"]),
    ("fillna", &["value"]),
    ("quantile", &["q"]),
    ("round", &["decimals"]),
    ("clip", &["lower", "upper"]),
    ("between", &["left", "right"]),
    ("isin", &["values"]),
    ("corr", &["other"]),
    ("cov", &["other"]),
    ("informative", &["timeframe", "pair"]),
    ("stoploss_from_open", &["open_relative_stop", "current_profit", "is_short", "leverage"]),
    ("stoploss_from_absolute", &["stop_rate", "current_rate", "is_short", "leverage"]),
    ("lock_pair", &["pair", "until", "reason", "side"]),
];

/// Functions of numpy: how they are called here.
const NUMPY: &[(&str, Numpy)] = &[
    ("where", Numpy::Function("where")),
    ("maximum", Numpy::Function("max")),
    ("minimum", Numpy::Function("min")),
    ("abs", Numpy::Method("abs")),
    ("log", Numpy::Method("log")),
    ("exp", Numpy::Method("exp")),
    ("sqrt", Numpy::Method("sqrt")),
    ("sign", Numpy::Method("sign")),
];

#[derive(Clone, Copy)]
enum Numpy {
    Function(&'static str),
    Method(&'static str),
}

pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Confusion>) {
    let mut at = 0;
    while at < tokens.len() {
        let before = tokens.before(at);
        let is_root = tokens.is(at, Kind::Word) && ![".", "::", "import", "from"].contains(&before);
        if is_root && let Some((confusion, behind)) = times::find(tokens, at) {
            found.push(confusion);
            at = behind;
            continue;
        }
        if is_root && tokens.word(at + 1) == "." {
            found.extend(of_module(tokens, at));
        }
        found.extend(compared(tokens, at));
        match named(tokens, at) {
            Some((confusion, behind)) => {
                found.push(confusion);
                at = behind;
            }
            None => at += 1,
        }
    }
}

/// `ta.RSI`, `np.where`, `pd.Series`, `qtpylib.crossed_above`.
fn of_module(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let (module, function) = (tokens.word(at), tokens.word(at + 2));
    let place = tokens.span(at, at);
    let head = tokens.span(at, at + 1);
    match module {
        "ta" | "talib" | "yata" => {
            let home = if module == "yata" { "yata" } else { "ta" };
            Some(
                Confusion::new("AQ129", place, "indicators are in a module")
                    .help(format!("write `{home}::{function}(df, …)`"))
                    .edit(head, format!("{home}::")),
            )
        }
        "qtpylib" => {
            let confusion = Confusion::new("AQ131", place, "there is no qtpylib here");
            Some(if ["crossed_above", "crossed_below"].contains(&function) {
                confusion.help(format!("write `{function}(a, b)`")).edit(head, "")
            } else {
                confusion.help("indicators are in `ta::`: `ta::BBANDS(df)`")
            })
        }
        "np" | "numpy" => Some(numpy(tokens, at, function)),
        "math" => Some(of_math(tokens, at, function)),
        "pd" | "pandas" => Some(
            Confusion::new("AQ131", place, "there is no pandas here")
                .help("use the methods of a column: `df[\"close\"].rolling(20).mean()`"),
        ),
        _ => None,
    }
}

/// Python's `math`: its functions are there without a module.
fn of_math(tokens: &Tokens<'_>, at: usize, function: &str) -> Confusion {
    let here = match function {
        "ceil" => "ceiling",
        "log" => "ln",
        "fabs" => "abs",
        "isnan" => "is_nan",
        other => other,
    };
    let confusion = Confusion::new("AQ131", tokens.span(at, at), "there is no module `math` here")
        .help(format!("write `{here}(x)`"));
    let known = ["floor", "ceiling", "ln", "abs", "is_nan", "sqrt", "exp"].contains(&here);
    if known { confusion.edit(tokens.span(at, at + 2), here) } else { confusion }
}

fn numpy(tokens: &Tokens<'_>, at: usize, function: &str) -> Confusion {
    let confusion = Confusion::new("AQ131", tokens.span(at, at), "there is no numpy here")
        .help("write `where(cond, a, b)`, `max(a, b)`, `x.log()`");
    let known = NUMPY.iter().find(|(name, _)| *name == function);
    match known {
        Some((_, Numpy::Function(here))) => {
            confusion.help(format!("write `{here}(…)`")).edit(tokens.span(at, at + 2), *here)
        }
        Some((_, Numpy::Method(here))) => match tokens.closing(at + 3) {
            Some(close) => confusion
                .help(format!("write `x.{here}()`"))
                .edit(tokens.span(at, at + 2), "")
                .insert(tokens.span(close, close).end, format!(".{here}()")),
            None => confusion,
        },
        None => confusion,
    }
}

/// `df.loc(df["n"] = 1, …)` and `(df["n"] = 1) & …`.
fn compared(tokens: &Tokens<'_>, open: usize) -> Option<Confusion> {
    let before = ["loc", "(", ",", "&", "|", "&&", "||", "!", "="];
    if tokens.word(open) != "(" || !before.contains(&tokens.before(open)) {
        return None;
    }
    let sign = tokens.end_of(open + 1, &["=", ","]).filter(|sign| tokens.word(*sign) == "=")?;
    let place = tokens.span(sign, sign);
    Some(
        Confusion::new("AQ143", place.clone(), "`=` sets a value, and `==` compares")
            .help("write `==`")
            .edit(place, "=="),
    )
}

/// `f(a, name=value)`: the confusion and the token behind the call's arguments.
fn named(tokens: &Tokens<'_>, open: usize) -> Option<(Confusion, usize)> {
    let callee = open.checked_sub(1).filter(|callee| tokens.is(*callee, Kind::Word))?;
    if tokens.word(open) != "(" || tokens.before(callee) == "fn" {
        return None;
    }
    let close = tokens.closing(open)?;
    let function = tokens.word(callee);
    let by_position =
        BY_POSITION.iter().find(|(name, _)| *name == function).map_or(&[][..], |f| f.1);
    let is_python = |first: usize| {
        // A condition has no name: its `=` is meant as `==`.
        let is_condition = function == "loc" && first == open + 1;
        tokens.is(first, Kind::Word) && tokens.word(first + 1) == "=" && !is_condition
    };
    let mut first_named = None;
    let mut edits = Vec::new();
    let (mut in_map, mut ordered) = (false, true);
    let (mut first, mut position) = (open + 1, 0);
    while first < close {
        let end = tokens.end_of(first, &[","])?;
        let start = tokens.span(first, first).start;
        if is_python(first) {
            first_named.get_or_insert(first);
            let value = tokens.span(first + 2, first + 2).start;
            if let Some(place) = by_position.iter().position(|name| *name == tokens.word(first)) {
                // One that was passed over would leave its place to the next.
                ordered &= !in_map && place == position;
                edits.push((start..value, String::new()));
            } else {
                let begin = if in_map { "" } else { "#{ " };
                edits.push((start..value, format!("{begin}{}: ", tokens.word(first))));
                in_map = true;
            }
        } else if first_named.is_some() {
            // A position behind a name is no Python either.
            ordered = false;
        }
        first = end + 1;
        position += 1;
    }
    let first = first_named?;
    if in_map {
        let end = tokens.span(close - 1, close - 1).end;
        edits.push((end..end, " }".to_owned()));
    }
    let help = if by_position.contains(&tokens.word(first)) {
        format!("leave the name out: `{function}(value)`")
    } else {
        format!("write a map: `#{{ {}: … }}`", tokens.word(first))
    };
    let mut confusion =
        Confusion::new("AQ123", tokens.span(first, first), "arguments have no names here")
            .help(help);
    if ordered {
        confusion.edits = edits;
    }
    Some((confusion, close))
}
