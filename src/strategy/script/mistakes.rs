//! Spellings from other languages, each with what to write instead.

use crate::diag::{Diagnostic, Place};

/// A known confusion at a place.
#[derive(Debug)]
pub(super) struct Mistake {
    message: &'static str,
    help: &'static str,
    line: usize,
    column: usize,
}

impl Mistake {
    pub(super) fn diagnostic(&self, place: impl FnOnce(usize, usize) -> Place) -> Diagnostic {
        Diagnostic::error("AQ120", self.message)
            .at(Some(place(self.line, self.column)))
            .with_help(self.help)
    }
}

/// What to look for in a line, what it is, what to write instead. A leading or trailing `\b` asks for
/// the edge of a word.
const CONFUSIONS: &[(&str, &str, &str)] = &[
    (r"\bdef\b", "`def` is Python's", "write `fn name(df, metadata) { … }`"),
    (r"\belif\b", "`elif` is Python's", "write `else if`"),
    (r"\band\b", "`and` is Python's", "join conditions with `&`, each in parentheses"),
    (r"\bor\b", "`or` is Python's", "join conditions with `|`, each in parentheses"),
    (r"\bnot\b", "`not` is Python's", "write `!` before the condition"),
    (r"\bNone\b", "`None` is Python's", "write `()`"),
    (r"\bTrue\b", "`True` is Python's", "write `true`"),
    (r"\bFalse\b", "`False` is Python's", "write `false`"),
    (r".loc[", "`loc` is a function here", "write `df.loc(condition, \"enter_long\")`"),
    (r".iloc[", "a script never reads single values", "look back with `.shift(n)`"),
    (r"\bta.", "indicators are in a module", "write `ta::RSI(df, 14)`"),
    (r"\bnp.", "there is no numpy here", "write `where(cond, a, b)`, `max(a, b)`, `x.log()`"),
    (
        r"\bpd.",
        "there is no pandas here",
        "use the methods of a column: `df[\"close\"].rolling(20).mean()`",
    ),
    (r"\bself.", "there is no `self` here", "other candles come from `informative(\"1d\")`"),
    (
        r"merge_informative_pair",
        "informative columns are merged by themselves",
        "write `let d1 = informative(\"1d\");` and read `df[\"close_1d\"]`",
    ),
    (r".dt.", "dates have no `.dt` here", "read `df[\"hour\"]`, `df[\"dayofweek\"]`, …"),
];

/// Looks for a known confusion in the line of an error, or in the one before it (where a word that
/// is missing its end is found too late).
pub(super) fn look(lines: &[String], place: Option<&Place>) -> Option<Mistake> {
    let line = place?.line;
    [line, line.saturating_sub(1)].into_iter().filter(|line| *line > 0).find_map(|line| {
        let text = code(lines.get(line - 1)?);
        in_line(&text).map(|(message, help, byte)| Mistake {
            message,
            help,
            line,
            column: text[..byte].chars().count() + 1,
        })
    })
}

fn in_line(text: &str) -> Option<(&'static str, &'static str, usize)> {
    let known = CONFUSIONS.iter().find_map(|(pattern, message, help)| {
        word(text, pattern).map(|byte| (*message, *help, byte))
    });
    known.or_else(|| by_shape(text))
}

/// Confusions that are no word.
fn by_shape(text: &str) -> Option<(&'static str, &'static str, usize)> {
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    if trimmed.starts_with('#') && !trimmed.starts_with("#{") && !trimmed.starts_with("#\"") {
        return Some(("`#` begins no comment here", "write `// comment`", indent));
    }
    if let Some(at) = text.find('\'') {
        return Some(("strings are written with double quotes", "write \"…\"", at));
    }
    if let Some(at) = named_argument(text) {
        return Some((
            "arguments have no names here",
            "write a map: `ta::RSI(df, #{ timeperiod: 14 })`",
            at,
        ));
    }
    if let Some(at) = text.find(" ? ").filter(|_| text.contains(" : ")) {
        return Some(("there is no `a ? b : c` here", "write `if a { b } else { c }`", at + 1));
    }
    if let Some(at) = text.find("{ \"").or_else(|| text.find("{\""))
        && !text[..at].ends_with('#')
    {
        return Some(("a map begins with `#{`", "write `#{ \"0\": 0.1 }`", at));
    }
    leading_point(text).map(|at| ("a number begins with a digit", "write `0.5`", at))
}

/// `, name=value` inside a call.
fn named_argument(text: &str) -> Option<usize> {
    let call = text.find('(')?;
    text[call..].match_indices('=').map(|(at, _)| call + at).find_map(|at| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let name = before.trim_end().rsplit(['(', ',']).next()?.trim();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let is_comparison = after.starts_with('=') || before.ends_with(['=', '<', '>', '!']);
        (is_name && !is_comparison)
            .then(|| at - before.len() + before.trim_end().len() - name.len())
    })
}

/// `.5` where a number begins.
fn leading_point(text: &str) -> Option<usize> {
    text.match_indices('.').map(|(at, _)| at).find(|at| {
        let before = text[..*at].trim_end().chars().next_back();
        text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
            && before.is_none_or(|c| "(,=<>+-*/&|:[".contains(c))
    })
}

/// The first place of a pattern in a line.
fn word(text: &str, pattern: &str) -> Option<usize> {
    let (start, rest) = match pattern.strip_prefix(r"\b") {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (end, rest) = match rest.strip_suffix(r"\b") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(rest).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + rest.len()..].chars().next();
        !(start && before.is_some_and(|c| part(c) || c == '.') || end && after.is_some_and(part))
    })
}

/// A line without its strings' contents and its comment, at the same columns.
fn code(line: &str) -> String {
    let mut inside = false;
    let mut code = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => inside = !inside,
            '/' if !inside && characters.peek() == Some(&'/') => break,
            _ => {}
        }
        code.push(if inside && c != '"' { '\u{b7}' } else { c });
    }
    code
}
