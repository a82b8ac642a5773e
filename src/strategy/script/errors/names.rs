//! Names that nothing gave a value to.

use super::Words;
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::strategy::language;
use crate::strategy::script::tokens::Tokens;
use crate::strategy::script::{api, closures};

/// What stands before `::` and is none of it.
pub(super) fn unknown_module(name: &str) -> Words {
    let words = Words::from(
        Diagnostic::error("AQ103", format!("unknown module `{name}`"))
            .with_help("indicators are in `ta::`, and functions of a script that is imported behind the name that it has here"),
    );
    match nearest(name, ["ta"]).first() {
        Some(near) => words.replace(name, *near),
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
        let field = fields.into_iter().flatten().find(|field| *field == name);
        if let Some(field) = field.filter(|_| !argument.is_empty()) {
            return words(format!("read `{argument}.{field}`"))
                .replace(name, format!("{argument}.{field}"));
        }
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
            words(help.unwrap_or_default()).replace(name, *near)
        }
        None => words("define it with `let`, or as a const at the top".into()),
    }
}
