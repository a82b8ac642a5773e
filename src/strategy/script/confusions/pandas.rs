//! What FreqTrade's strategies do with data frames and with themselves.

use std::collections::BTreeSet;

use super::Confusion;
use crate::strategy::language;
use crate::strategy::script::tokens::{Kind, Tokens};

/// pandas' methods under other names.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("isnull", "isna"),
    ("notnull", "notna"),
    ("pad", "ffill"),
    ("gt", ">"),
    ("lt", "<"),
    ("ge", ">="),
    ("le", "<="),
    ("eq", "=="),
    ("ne", "!="),
];

/// pandas' methods that cannot be here, and why.
const REFUSED: &[(&str, &str, &str)] = &[
    ("bfill", "`bfill` would read the future", "fill forward: `.ffill()`"),
    ("backfill", "`backfill` would read the future", "fill forward: `.ffill()`"),
    (
        "apply",
        "no code runs for each candle",
        "describe the column with operators, `where` and `rolling`",
    ),
    (
        "iterrows",
        "no code runs for each candle",
        "describe the column with operators, `where` and `rolling`",
    ),
    (
        "itertuples",
        "no code runs for each candle",
        "describe the column with operators, `where` and `rolling`",
    ),
    ("values", "a script never reads single values", "look back with `.shift(n)`"),
    ("tail", "a script never reads single values", "look back with `.shift(n)`"),
    ("head", "a script never reads single values", "look back with `.shift(n)`"),
    (
        "drop",
        "columns stay where they are",
        "leave it out: only signals and callbacks read columns",
    ),
    (
        "dropna",
        "candles stay where they are",
        "a missing value compares false; fill it with `.fillna(x)`",
    ),
];

pub(super) fn find(tokens: &Tokens<'_>, found: &mut Vec<Confusion>) {
    let words = || (0..tokens.len()).filter(|at| tokens.is(*at, Kind::Word));
    let consts: BTreeSet<&str> =
        words().filter(|at| tokens.before(*at) == "const").map(|at| tokens.word(at)).collect();
    for at in words() {
        let confusion = if tokens.before(at) == "." {
            method(tokens, at)
        } else {
            match tokens.word(at) {
                "self" => of_self(tokens, &consts, at),
                "merge_informative_pair" => Some(
                    Confusion::new(
                        "AQ133",
                        tokens.span(at, at),
                        "informative columns are merged by themselves",
                    )
                    .help("write `let d1 = informative(\"1d\");` and read `df[\"close_1d\"]`"),
                ),
                _ => None,
            }
        };
        found.extend(confusion);
    }
}

fn method(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let (word, next) = (tokens.word(at), tokens.word(at + 1));
    let place = tokens.span(at, at);
    match (word, next) {
        ("loc", "[") => Some(loc(tokens, at)),
        ("iloc" | "iat", "[") => Some(single_value(tokens, at)),
        ("dt", ".") => Some(date_part(tokens, at)),
        ("copy", "(") => {
            let close = tokens.closing(at + 1)?;
            Some(
                Confusion::new("AQ138", place, "nothing needs to be copied here")
                    .help("leave `.copy()` out")
                    .edit(tokens.span(at - 1, close), ""),
            )
        }
        ("astype", "(") => astype(tokens, at),
        ("shift", "(") if tokens.word(at + 2) == ")" => Some(
            Confusion::new("AQ138", place, "`shift` needs a number of candles")
                .help("write `shift(1)`")
                .insert(tokens.span(at + 1, at + 1).end, "1"),
        ),
        ("ewm", "(") if tokens.is(at + 2, Kind::Number) && tokens.word(at + 3) == ")" => Some(
            Confusion::new(
                "AQ138",
                place,
                "`ewm` needs one of span, alpha, com and halflife by name",
            )
            .help(format!("write `ewm(#{{ span: {} }})`", tokens.word(at + 2)))
            .edit(tokens.span(at + 2, at + 2), format!("#{{ span: {} }}", tokens.word(at + 2))),
        ),
        ("rolling", "(") if tokens.word(at + 3) == "," && tokens.is(at + 4, Kind::Number) => Some(
            Confusion::new("AQ138", place, "`rolling` takes `min_periods` by name")
                .help(format!(
                    "write `rolling({}, #{{ min_periods: {} }})`",
                    tokens.word(at + 2),
                    tokens.word(at + 4)
                ))
                .edit(
                    tokens.span(at + 4, at + 4),
                    format!("#{{ min_periods: {} }}", tokens.word(at + 4)),
                ),
        ),
        _ => other_name(tokens, at).or_else(|| {
            let (_, message, help) = REFUSED.iter().find(|(name, ..)| *name == word)?;
            let code = if message.contains("future") { "AQ250" } else { "AQ130" };
            Some(Confusion::new(code, place, *message).help(*help))
        }),
    }
}

fn other_name(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let word = tokens.word(at);
    let (_, here) = OTHER_NAMES.iter().find(|(name, _)| *name == word)?;
    let open = at + 1;
    let close = tokens.closing(open).filter(|_| tokens.word(open) == "(")?;
    let confusion =
        Confusion::new("AQ138", tokens.span(at, at), format!("there is no `{word}` here"));
    if here.chars().all(char::is_alphanumeric) {
        return Some(confusion.help(format!("write `{here}`")).edit(tokens.span(at, at), *here));
    }
    let first = tokens.chain(at);
    Some(
        confusion
            .help(format!("write `a {here} b`"))
            .insert(tokens.span(first, first).start, "(")
            .edit(tokens.span(at - 1, open), format!(" {here} "))
            .edit(tokens.span(close, close), ")"),
    )
}

/// `df.loc[cond, "enter_long"] = 1`.
fn loc(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let confusion = Confusion::new("AQ135", tokens.span(at, at), "`loc` is a function here")
        .help("write `df.loc(condition, \"enter_long\")`");
    let open = at + 1;
    let Some(close) = tokens.closing(open) else { return confusion };
    let end = tokens.end_of(close + 2, &[";"]);
    let (Some(end), "=") = (end, tokens.word(close + 1)) else { return confusion };
    // All rows, or a slice of them, are no condition.
    if tokens.word(open + 1) == ":" || end <= close + 2 {
        return confusion;
    }
    let value = tokens.span(close + 2, close + 2).start;
    confusion
        .edit(tokens.span(open, open), "(")
        .edit(tokens.span(close, close).start..value, ", ")
        .insert(tokens.span(end - 1, end - 1).end, ")")
}

/// `.iloc[-1]` is the candle itself, `.iloc[-2]` the one before.
fn single_value(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let confusion =
        Confusion::new("AQ130", tokens.span(at, at), "a script never reads single values")
            .help("a column stands for each candle's value; look back with `.shift(n)`");
    let function = tokens.function(tokens.span(at, at).start);
    if let Some((_, ctx)) = function.filter(|(name, _)| language::callback(name).is_some()) {
        return confusion.help(format!(
            "the last closed candle is `{ctx}.candle`: read `{ctx}.candle[\"rsi\"]`"
        ));
    }
    let (minus, number, close) = (tokens.word(at + 2), tokens.word(at + 3), tokens.word(at + 4));
    let ("-", Ok(back), "]") = (minus, number.parse::<u32>(), close) else { return confusion };
    let instead = match back {
        0 => return confusion,
        1 => String::new(),
        back => format!(".shift({})", back - 1),
    };
    confusion.edit(tokens.span(at - 1, at + 4), instead)
}

/// `df["date"].dt.hour`.
fn date_part(tokens: &Tokens<'_>, at: usize) -> Confusion {
    let part = match tokens.word(at + 2) {
        "weekday" | "day_of_week" => "dayofweek",
        part => part,
    };
    let confusion = Confusion::new("AQ134", tokens.span(at, at), "dates have no `.dt` here")
        .help(format!("read `df[\"{part}\"]`"));
    let known = ["hour", "minute", "dayofweek", "day", "month"].contains(&part);
    if !known || at < 2 {
        return confusion.help("read `df[\"hour\"]`, `df[\"minute\"]`, `df[\"dayofweek\"]`, `df[\"day\"]`, `df[\"month\"]`");
    }
    let first = tokens.chain(at - 2);
    let frame = tokens.word(first);
    confusion.edit(tokens.span(first, at + 2), format!("{frame}[\"{part}\"]"))
}

/// `.astype(int)`.
fn astype(tokens: &Tokens<'_>, at: usize) -> Option<Confusion> {
    let close = tokens.closing(at + 1)?;
    let to = tokens.word(at + 2).trim_matches(['"', '\'']);
    let confusion = Confusion::new("AQ138", tokens.span(at, at), "columns have no types here");
    Some(if to.starts_with("int") {
        confusion.help("write `astype_int()`").edit(tokens.span(at, close), "astype_int()")
    } else {
        confusion
            .help("leave it out: a condition counts as 0 and 1 in arithmetic")
            .edit(tokens.span(at - 1, close), "")
    })
}

/// `self.x`: a const of the script has its bare name.
fn of_self(tokens: &Tokens<'_>, consts: &BTreeSet<&str>, at: usize) -> Option<Confusion> {
    if tokens.word(at + 1) != "." {
        return None;
    }
    let name = tokens.word(at + 2);
    let confusion = Confusion::new("AQ132", tokens.span(at, at), "there is no `self` here");
    Some(if consts.contains(name) {
        confusion.help(format!("write `{name}` alone")).edit(tokens.span(at, at + 1), "")
    } else if name == "lock_pair" {
        confusion
            .help("write `lock_pair(ctx.pair, ctx.current_time + 120)`: it is a function")
            .edit(tokens.span(at, at + 1), "")
    } else if ["unlock_pair", "unlock_reason", "is_pair_locked"].contains(&name) {
        confusion.help("a lock ends at the time that `lock_pair(pair, until)` is given, and keeps entries away by itself")
    } else if name == "dp" {
        confusion.help("other candles come from `informative(\"1d\")`")
    } else {
        confusion.help("read a const of the script by its bare name; other candles come from `informative(\"1d\")`")
    })
}
