//! Rhai's errors in the words of a strategy, with their places and their mends.

use std::ops::Range;

use rhai::{AST, Dynamic, EvalAltResult, ParseError, ParseErrorType, Position};

use super::host::{MOST_CALLS, MOST_DEPTH, MOST_OPERATIONS};
use super::source::Source;
use super::tokens::{Kind, Tokens};
use super::{api, bounds, closures, confusions, methods};
use crate::diag::Diagnostic;
use crate::diag::suggest::{did_you_mean, nearest};
use crate::indicators::ta;
use crate::strategy::language;
use crate::strategy::plan::{BuildError, Mend};

/// Something that keeps a script from being understood.
#[derive(Debug)]
pub(super) struct Fault {
    pub diagnostic: Diagnostic,
    /// The byte of the compiled text that it showed at.
    pub at: usize,
}

/// What is said of an error, and the change that mends it.
struct Words {
    diagnostic: Diagnostic,
    mend: Option<Mend>,
    changes: Vec<(Range<usize>, String)>,
    /// What is at fault, where it is a word.
    word: Option<String>,
    /// Where it is, when that is not where it showed.
    place: Option<Range<usize>>,
}

impl From<methods::Finding> for Words {
    fn from((diagnostic, changes): methods::Finding) -> Self {
        Self { changes, ..Self::from(diagnostic) }
    }
}

impl From<Diagnostic> for Words {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, mend: None, changes: Vec::new(), word: None, place: None }
    }
}

impl Words {
    fn replace(mut self, wrong: &str, right: impl Into<String>) -> Self {
        self.mend = Some(Mend::Word { wrong: wrong.to_owned(), right: right.into() });
        self
    }

    fn change(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.changes.push((range, text.into()));
        self
    }

    fn finish(self, source: &Source, at: usize, position: Position) -> Fault {
        let mut edits = source.edits(&self.changes);
        if let Some(mend) = &self.mend {
            edits.extend(source.mended(mend, at));
        }
        let word = self.place.or_else(|| source.word(&self.word?, at));
        let place = word.map_or_else(|| source.at(position), |word| source.place_of(word));
        Fault { diagnostic: self.diagnostic.at(Some(place)).with_edits(edits), at }
    }
}

/// A script that does not parse: the confusions that it holds, or what the parser met.
pub(super) fn parse_faults(source: &Source, error: &ParseError) -> Vec<Fault> {
    let tokens = source.tokens();
    let confused = confusions::find(&tokens);
    let position = error.position();
    let at = source.offset(position);
    let met = || parse_error(&tokens, error, at).finish(source, at, position);
    // What was met may have nothing to do with them, unless it is near.
    let line = source.place_of(at..at).line;
    let near = |found: &confusions::Confusion| {
        let place = source.place_of(found.at.clone());
        place.line == line
            || place.line + 1 == line
            || found.at.start < at && !found.edits.is_empty()
    };
    let mut faults: Vec<Fault> = confused
        .iter()
        .map(|found| Fault { diagnostic: source.confusion(found), at: found.at.start })
        .collect();
    if !confused.iter().any(near) {
        faults.push(met());
    }
    faults.sort_by_key(|fault| fault.at);
    faults
}

fn parse_error(tokens: &Tokens<'_>, error: &ParseError, at: usize) -> Words {
    match error.err_type() {
        ParseErrorType::VariableUndefined(name) => unknown_name(tokens, name, at),
        ParseErrorType::ModuleUndefined(name) => {
            let words = Words::from(
                Diagnostic::error("AQ103", format!("unknown module `{name}`"))
                    .with_help("indicators are in `ta::`"),
            );
            match nearest(name, ["ta"]).first() {
                Some(near) => words.replace(name, *near),
                None => words,
            }
        }
        ParseErrorType::ExprTooDeep => too_deep().into(),
        ParseErrorType::MissingToken(token, _) if token == ";" => missing_end(tokens, at),
        ParseErrorType::MissingToken(..) | ParseErrorType::UnexpectedEOF
            if tokens.unclosed(at).is_some() =>
        {
            unclosed(tokens, at)
        }
        ParseErrorType::UnexpectedEOF => {
            Diagnostic::error("AQ100", "the script ends in the middle of something")
                .with_help("look for a `{`, `(` or `\"` that is not closed")
                .into()
        }
        ParseErrorType::AssignmentToConstant(name) => constant(name).into(),
        ParseErrorType::UnknownOperator(sign) if ["++", "--"].contains(&sign.as_str()) => {
            let instead = if sign == "++" { "+= 1" } else { "-= 1" };
            let words = Words::from(
                Diagnostic::error("AQ143", format!("there is no `{sign}` here"))
                    .with_help(format!("write `x {instead}`")),
            );
            words.change(at..at + 2, format!(" {instead}"))
        }
        other if other.to_string().contains("typo of '=='") => Words::from(
            Diagnostic::error("AQ143", "`=` sets a value, and `==` compares")
                .with_help("write `==`"),
        )
        .change(at..at + 1, "=="),
        ParseErrorType::Reserved(word) => Diagnostic::error(
            "AQ140",
            format!("`{word}` is a word that the language keeps for itself"),
        )
        .with_help("take another name")
        .into(),
        ParseErrorType::FnDuplicatedDefinition(name, _) => {
            Diagnostic::error("AQ141", format!("the function `{name}` is written twice"))
                .with_help("remove one of them")
                .into()
        }
        other => Diagnostic::error(
            "AQ100",
            format!("this does not parse: {}", plain(&other.to_string())),
        )
        .with_help("a missing `;` or bracket is often found one word later")
        .into(),
    }
}

/// A statement without its `;` shows at the next word.
fn missing_end(tokens: &Tokens<'_>, at: usize) -> Words {
    let message = "this does not parse: a `;` is missing before this";
    let words = Words::from(
        Diagnostic::error("AQ100", message).with_help("end the statement before it with `;`"),
    );
    match tokens.ending_before(at) {
        Some(before) => words.change(before.at.end..before.at.end, ";"),
        None => words,
    }
}

/// A bracket without its other half. One that is missed at the end of a statement belongs before it.
fn unclosed(tokens: &Tokens<'_>, at: usize) -> Words {
    let open = tokens.unclosed(at).unwrap_or_default();
    let (sign, place) = (tokens.word(open), tokens.span(open, open));
    let close = match sign {
        "(" => ")",
        "[" => "]",
        _ => "}",
    };
    let words = Words::from(
        Diagnostic::error("AQ142", format!("this `{sign}` is never closed")).with_help(format!(
            "write `{close}` where it ends, or look for a block in it that lacks one"
        )),
    );
    let words = Words { place: Some(place), ..words };
    if tokens.word(tokens.from(at)) == ";" && sign != "{" {
        return words.change(at..at, close);
    }
    words
}

/// A name that nothing gave a value to.
fn unknown_name(tokens: &Tokens<'_>, name: &str, at: usize) -> Words {
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
    let known = api::names();
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

/// A fault that showed when the script ran. The innermost place is meant.
pub(super) fn runtime_fault(
    source: &Source,
    error: &EvalAltResult,
    ast: &AST,
    function: &str,
) -> Fault {
    let mut error = error;
    let mut position = error.position();
    while let EvalAltResult::ErrorInFunctionCall(_, _, inner, _)
    | EvalAltResult::ErrorInModule(_, inner, _) = error
    {
        error = inner;
        if !error.position().is_none() {
            position = error.position();
        }
    }
    let tokens = source.tokens();
    if position.is_none() {
        // Rhai forgets where a bound was reached.
        let (place, at) = bounds::place(&tokens, error, function);
        return Fault { diagnostic: limit(error).at(Some(source.place_of(place))), at };
    }
    let at = source.offset(position);
    let words = match error {
        EvalAltResult::ErrorRuntime(value, _) => match value.clone().try_cast::<BuildError>() {
            Some(error) => Words {
                mend: error.mend.clone(),
                word: error.word.clone(),
                ..build_error(&error).into()
            },
            None => Diagnostic::error("AQ105", format!("the script threw {}", thrown(value)))
                .with_help("a script throws only where it cannot go on: mend what it complains of")
                .into(),
        },
        EvalAltResult::ErrorFunctionNotFound(signature, _) => {
            if let Some(found) = confusion_near(source, &tokens, at) {
                return found;
            }
            unknown_function(&tokens, signature, ast, at)
        }
        EvalAltResult::ErrorDotExpr(..) => {
            if let Some(found) = confusion_near(source, &tokens, at) {
                return found;
            }
            unknown_property(&tokens, at, error)
        }
        EvalAltResult::ErrorMismatchDataType(wanted, found, _) => {
            mismatch(&tokens, wanted, found, at)
        }
        EvalAltResult::ErrorPropertyNotFound(name, _) => unknown_output(name),
        EvalAltResult::ErrorVariableNotFound(name, _) => {
            if let Some(found) = confusion_near(source, &tokens, at) {
                return found;
            }
            unknown_name(&tokens, name, at)
        }
        other => limit(other).into(),
    };
    words.finish(source, at, position)
}

/// A known confusion on the line of an error.
fn confusion_near(source: &Source, tokens: &Tokens<'_>, at: usize) -> Option<Fault> {
    let line = source.place_of(at..at).line;
    let found = confusions::find(tokens)
        .into_iter()
        .find(|found| source.place_of(found.at.clone()).line == line)?;
    Some(Fault { diagnostic: source.confusion(&found), at: found.at.start })
}

/// A fault that the plan's builder found.
pub(super) fn build_error(error: &BuildError) -> Diagnostic {
    let diagnostic = Diagnostic::error(error.code, error.message.clone());
    match &error.help {
        Some(help) => diagnostic.with_help(help.clone()),
        None => diagnostic,
    }
}

/// A bound that was reached, and what has no words of its own.
fn limit(error: &EvalAltResult) -> Diagnostic {
    if let EvalAltResult::ErrorTerminated(value, _) = error
        && let Some(error) = value.clone().try_cast::<BuildError>()
    {
        return build_error(&error);
    }
    match error {
        EvalAltResult::ErrorParsing(kind, _) => {
            Diagnostic::error("AQ100", format!("this does not parse: {kind}"))
        }
        EvalAltResult::ErrorTooManyOperations(_) => {
            let message = format!("the script takes more than {MOST_OPERATIONS} operations");
            Diagnostic::error("AQ292", message).with_help("look for a loop that does not end")
        }
        EvalAltResult::ErrorStackOverflow(_) => {
            let message = format!("functions call each other more than {MOST_CALLS} levels deep");
            Diagnostic::error("AQ293", message)
                .with_help("look for a function that calls itself without an end")
        }
        EvalAltResult::ErrorDataTooLarge(what, _) => {
            Diagnostic::error("AQ294", format!("this is too large: {what}"))
                .with_help("build smaller strings, arrays and maps")
        }
        EvalAltResult::ErrorTooManyVariables(_) => {
            Diagnostic::error("AQ295", "the script has more than 1000 variables at once")
                .with_help("use an array")
        }
        EvalAltResult::ErrorModuleNotFound(..) | EvalAltResult::ErrorTooManyModules(..) => {
            Diagnostic::error("AQ114", "a script cannot import another one")
                .with_help("write the functions it has into this script")
        }
        EvalAltResult::ErrorAssignmentToConstant(name, _) => constant(name),
        other => Diagnostic::error("AQ106", plain(&unplaced(other))),
    }
}

fn unknown_function(tokens: &Tokens<'_>, signature: &str, ast: &AST, at: usize) -> Words {
    let name = signature.split(" (").next().unwrap_or(signature).trim();
    let arguments = signature.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
    let first = api::kind_name(arguments.split(',').next().unwrap_or_default().trim());
    if let Some(words) = methods::of_value(tokens, name, &first, at) {
        return words.into();
    }
    let mut names = api::names();
    names.extend(ast.iter_functions().map(|function| function.name.to_owned()));
    if let Some(known) = names.iter().find(|known| *known == name) {
        let found: Vec<_> = arguments.split(',').map(|kind| api::kind_name(kind.trim())).collect();
        let message = if arguments.is_empty() {
            format!("`{known}` needs arguments")
        } else {
            format!("`{known}` does not take {}", found.join(", "))
        };
        return Diagnostic::error("AQ108", message).with_help(signatures(known)).into();
    }
    let diagnostic = Diagnostic::error("AQ109", format!("there is no function `{name}`"));
    match nearest(name, names.iter().map(String::as_str)).first() {
        Some(near) => {
            let help = did_you_mean(name, names.iter().map(String::as_str)).unwrap_or_default();
            Words::from(diagnostic.with_help(help)).replace(name, *near)
        }
        None => diagnostic.with_help("indicators are written `ta::NAME(df, …)`").into(),
    }
}

/// How a function may be called, with what stands before its dot.
fn signatures(name: &str) -> String {
    let mut known: Vec<String> = Vec::new();
    for word in language::find(name) {
        let before = match (word.kind.family(), word.kind.receiver()) {
            ("", None) => String::new(),
            ("", Some((receiver, _))) => format!("{receiver}."),
            ("rolling", _) => "column.rolling(n).".to_owned(),
            ("ewm", _) => "column.ewm(#{ span: n }).".to_owned(),
            (family, _) => format!("column.{family}()."),
        };
        known.extend(word.signatures.iter().map(|signature| format!("`{before}{signature}`")));
    }
    if known.is_empty() {
        return format!("see `autoquant api {name}`");
    }
    let noun = if known.len() == 1 { "there is" } else { "there are" };
    format!("{noun} {}", known.join(", "))
}

/// A property that values of this kind do not have.
fn unknown_property(tokens: &Tokens<'_>, at: usize, error: &EvalAltResult) -> Words {
    let name = tokens.word(tokens.from(at));
    let text = error.to_string();
    if text.contains("Series") {
        let message = format!("a column has no `{name}`");
        return Diagnostic::error("AQ104", message)
            .with_help("a column has methods, written with `()`; a column of a frame is read as `df[\"name\"]`")
            .into();
    }
    let kind = text.split("type '").nth(1).and_then(|rest| rest.split('\'').next());
    match kind {
        Some(kind) => methods::property(tokens, name, &api::kind_name(kind), at).into(),
        None => {
            Diagnostic::error("AQ106", plain(text.split(" (line ").next().unwrap_or(&text))).into()
        }
    }
}

/// A name that is no output of the function.
fn unknown_output(name: &str) -> Words {
    let outputs = ta::TABLE.iter().filter(|entry| entry.outputs.len() > 1);
    let names: Vec<&str> = outputs.flat_map(|entry| entry.outputs).copied().collect();
    let diagnostic = Diagnostic::error("AQ104", format!("there is no `{name}` here"));
    let plain = name.replace('_', "").to_lowercase();
    match names
        .iter()
        .find(|known| **known == plain)
        .or(nearest(&plain, names.iter().copied()).first())
    {
        Some(near) => Words::from(diagnostic.with_help(format!("did you mean `{near}`?")))
            .replace(name, *near),
        None => diagnostic
            .with_help("a function with several outputs gives a map under TA-Lib's names")
            .into(),
    }
}

fn constant(name: &str) -> Diagnostic {
    Diagnostic::error("AQ139", format!("`{name}` is a const and keeps its value"))
        .with_help("give what changes a name of its own with `let`")
}

fn too_deep() -> Diagnostic {
    Diagnostic::error("AQ296", format!("expressions are nested more than {MOST_DEPTH} levels deep"))
        .with_help("give parts of it names with `let`")
}

fn mismatch(tokens: &Tokens<'_>, wanted: &str, found: &str, at: usize) -> Words {
    if !found.contains("Series") && !wanted.contains("Series") {
        let (wanted, found) = (api::kind_name(wanted), api::kind_name(found));
        return Diagnostic::error("AQ107", format!("{wanted} is meant here, and this is {found}"))
            .into();
    }
    // The sign that joins it to another one, on either side.
    let this = tokens.from(at);
    let is_join =
        |at: &usize| tokens.is(*at, Kind::Sign) && ["&&", "||"].contains(&tokens.word(*at));
    let ends = [";", "{", "}"];
    let behind =
        (this..tokens.len()).take_while(|at| !ends.contains(&tokens.word(*at))).find(is_join);
    let before =
        || (0..this).rev().take_while(|at| !ends.contains(&tokens.word(*at))).find(is_join);
    if let Some(sign) = behind.or_else(before) {
        let (word, place) = (tokens.word(sign), tokens.span(sign, sign));
        let single = &word[..1];
        let words = Words::from(
            Diagnostic::error("AQ101", format!("`{word}` cannot join two series"))
                .with_help(format!("use `{single}`, and keep the parentheses")),
        );
        return Words { place: Some(place.clone()), ..words }.change(place, single);
    }
    Diagnostic::error("AQ102", "a column has no single value to branch on")
        .with_help("there is no `if` over candles: use `where(cond, a, b)`, or `df.loc(cond, …)`")
        .into()
}

/// Rhai's message without its position.
fn unplaced(error: &EvalAltResult) -> String {
    let text = error.to_string();
    match text.rfind(" (line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// A message without the names of Rust's types.
fn plain(text: &str) -> String {
    text.replace("autoquant::strategy::script::api::", "")
        .replace("i64", "int")
        .replace("f64", "float")
}

fn thrown(value: &Dynamic) -> String {
    let text: String = value.to_string().chars().take(200).collect();
    if text.is_empty() { "an error".into() } else { format!("`{}`", text.replace('\n', " ")) }
}
