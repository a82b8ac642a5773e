//! Names that nothing gave a value to.

use super::Words;
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::indicators::function;
use crate::strategy::language;
use crate::strategy::plan::{BaseColumn, Mend, SIGNALS, TAGS};
use crate::strategy::script::freqtrade::{self, Here};
use crate::strategy::script::tokens::{Kind, Tokens};
use crate::strategy::script::{api, closures};

impl Words {
    /// With a name in the place of another one, where that is a slip of the keyboard.
    pub(super) fn slip(mut self, wrong: &str, right: &str) -> Self {
        self.mend = Mend::slip(wrong, right);
        self
    }
}

/// What stands before `::` and is none of it.
pub(super) fn unknown_module(tokens: &Tokens<'_>, name: &str, at: usize) -> Words {
    let error = || Diagnostic::error("AQ103", format!("unknown module `{name}`"));
    if let Some(words) = average(tokens, tokens.from(at), error) {
        return words;
    }
    let words = Words::from(
        Diagnostic::error("AQ103", format!("unknown module `{name}`"))
            .with_help("indicators are in `ta::`, and functions of a script that is imported behind the name that it has here"),
    );
    match nearest(name, ["ta"]).first() {
        Some(near) => words.slip(name, near),
        None => words,
    }
}

/// A name that nothing gave a value to.
pub(super) fn unknown_name(tokens: &Tokens<'_>, name: &str, at: usize) -> Words {
    let function = tokens.function(at);
    let this = tokens.from(at);
    let words = |help: String| {
        Words::from(Diagnostic::error("AQ103", format!("unknown name `{name}`")).with_help(help))
    };
    if let Some(closure) = closures::around(tokens, this) {
        return closure.into();
    }
    // `x = 5` where nothing is called x.
    let is_set = tokens.word(this + 1) == "="
        && tokens.get(this).is_some_and(|token| tokens.begins_line(token));
    if is_set {
        let keyword = if function.is_some() { "let" } else { "const" };
        return words(format!("write `{keyword} {name} = …;`"))
            .change(at..at, format!("{keyword} "));
    }
    if let Some((function, argument)) = function {
        let columns = ["df", "dataframe", "data"];
        let describes = function.starts_with("populate_");
        let is_callback = language::callback(function).is_some();
        if is_callback && ["dataframe", "df", "last_candle", "candle"].contains(&name) {
            return words(format!("read the last closed candle: `{argument}.candle[\"rsi\"]`"));
        }
        if describes && columns.contains(&name) && columns.contains(&argument) {
            return words(format!("this function calls it `{argument}`")).replace(name, argument);
        }
        if describes && name == "df" || name == "dataframe" {
            let words = words("write `df`, the first argument of this function".into());
            return if argument == "df" { words.replace(name, "df") } else { words };
        }
        let fields = language::callback(function).map(language::Callback::all_fields);
        let meant = freqtrade::argument(name).and_then(Here::field).unwrap_or(name);
        let field = fields.into_iter().flatten().find(|field| *field == meant);
        if let Some(field) = field.filter(|_| !argument.is_empty()) {
            return words(format!("read `{argument}.{field}`"))
                .replace(name, format!("{argument}.{field}"));
        }
    }
    let error = || Diagnostic::error("AQ103", format!("unknown name `{name}`"));
    if let Some(words) = average(tokens, this, error) {
        return words;
    }
    if let Some(column) = column(tokens, name, this) {
        return column;
    }
    if let Some(keyword) = outer_let(tokens, name, this) {
        return words(format!("functions see only consts: write `const {name}`"))
            .change(tokens.span(keyword, keyword), "const");
    }
    let own = (0..tokens.len()).filter(|at| ["let", "const"].contains(&tokens.before(*at)));
    let mut names: Vec<&str> = own.map(|at| tokens.word(at)).collect();
    names.extend(function.map(|(_, argument)| argument));
    // A function is no value.
    let known = if tokens.word(this + 1) == "(" { api::names() } else { Vec::new() };
    names.extend(
        known.iter().map(String::as_str).filter(|known| !["df", "metadata"].contains(known)),
    );
    match nearest(name, names.iter().copied().filter(|known| *known != name)).first() {
        Some(near) => {
            let help = did_you_mean(name, names.iter().copied().filter(|known| *known != name));
            words(help.unwrap_or_default()).slip(name, near)
        }
        None => words("define it with `let`, or as a const at the top".into()),
    }
}

/// The kind of an average without its quotes: `EMA`, `MA_Type.EMA` and `ta::EMA` where a `matype` is meant.
fn average(tokens: &Tokens<'_>, this: usize, error: impl Fn() -> Diagnostic) -> Option<Words> {
    let last = tokens.chain_end(this);
    let inner = tokens.around(this)?;
    let open = if tokens.word(inner) == "#{" { tokens.around(inner)? } else { inner };
    let called = open.checked_sub(3).filter(|at| tokens.word(at + 1) == "::")?;
    let function = function(tokens.word(called), tokens.word(called + 2))?;
    let number =
        function.operation.parameters.iter().find_map(|known| known.named(tokens.word(last)))?;
    let name = format!("\"{}\"", tokens.word(last));
    let help = format!("write {name}, or its number {number}");
    Some(Words::from(error().with_help(help)).change(tokens.span(this, last), name))
}

/// A column without its quotes, or without what it is a column of.
fn column(tokens: &Tokens<'_>, name: &str, this: usize) -> Option<Words> {
    let is_flag = SIGNALS.contains(&name) || TAGS.contains(&name);
    if BaseColumn::named(name).is_none() && !is_flag && !is_written(tokens, name) {
        return None;
    }
    let place = tokens.span(this, this);
    let (function, argument) = tokens.function(place.start)?;
    let error = Diagnostic::error("AQ103", format!("unknown name `{name}`"));
    let quoted = format!("\"{name}\"");
    let in_brackets = tokens.before(this) == "[" && tokens.word(this + 1) == "]";
    let behind_loc = || {
        let open = tokens.around(this)?;
        let is_behind = [",", "["].contains(&tokens.before(this));
        // `loc(cond, [enter_long, enter_tag], …)`.
        let open = if tokens.word(open) == "[" { tokens.around(open)? } else { open };
        // The third argument is a value.
        let is_name = is_flag || this < 2 || !tokens.is(this - 2, Kind::Text);
        (is_behind && is_name && tokens.before(open) == "loc").then_some(())
    };
    if in_brackets || behind_loc().is_some() {
        let help = format!("a column's name is a string: write `{quoted}`");
        return Some(Words::from(error.with_help(help)).change(place, quoted));
    }
    let frame = match language::callback(function) {
        Some(_) if is_flag => return None,
        Some(_) => format!("{argument}.candle"),
        None => argument.to_owned(),
    };
    let is_known = (function.starts_with("populate_") || language::callback(function).is_some())
        && argument.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if !is_known {
        let help = format!("read it from a data frame that the function is given: `df[{quoted}]`");
        return Some(error.with_help(help).into());
    }
    let read = format!("{frame}[{quoted}]");
    Some(Words::from(error.with_help(format!("read `{read}`"))).change(place, read))
}

/// Whether the script writes a column of that name: `df["name"] =`, `df.name =`.
fn is_written(tokens: &Tokens<'_>, name: &str) -> bool {
    let is_name = |at: &usize| {
        let is_quoted = tokens.is(*at, Kind::Text)
            && tokens.before(*at) == "["
            && tokens.word(at + 2) == "="
            && tokens.word(*at).trim_matches('"') == name;
        let is_field =
            tokens.word(*at) == name && tokens.before(*at) == "." && tokens.word(at + 1) == "=";
        is_quoted || is_field
    };
    (0..tokens.len()).any(|at| is_name(&at))
}

/// The `let` that gives a name its value outside of all functions.
fn outer_let(tokens: &Tokens<'_>, name: &str, this: usize) -> Option<usize> {
    let is_outer = |at: &usize| {
        tokens.word(*at) == "let" && tokens.word(at + 1) == name && tokens.around(*at).is_none()
    };
    tokens.around(this)?;
    (0..tokens.len()).find(is_outer)
}
