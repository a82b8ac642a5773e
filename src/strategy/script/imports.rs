//! The `import` statements of a text: `import "_common" as common;`.

use std::ops::Range;

use super::host::MOST_BYTES;
use super::tokens::{Kind, Tokens};

/// The name that stands for the indicators in every script.
const INDICATORS: &str = "ta";

/// An `import`, wherever it stands and however it is written.
#[derive(Debug)]
pub(super) struct Statement<'a> {
    /// The keyword's bytes.
    pub keyword: Range<usize>,
    /// The bytes up to its `;`, where it imports something.
    pub whole: Range<usize>,
    /// The name of the script and what it is called here, or what is wrong.
    pub meaning: Result<Import<'a>, Wrong<'a>>,
}

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Import<'a> {
    /// The script, without the end of its file's name.
    pub name: &'a str,
    /// What stands before `::`.
    pub alias: &'a str,
}

/// Why a statement imports nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong<'a> {
    /// It stands in a function or a block.
    Inside,
    /// The name is computed, or there is none.
    Unwritten,
    /// The name stands in single quotes, which is told as such.
    Quoted { name: &'a str },
    /// A line of Python.
    Python { line: Range<usize> },
    /// The name has the end of a file's name.
    Ending { name: &'a str, text: Range<usize> },
    /// The name is a path, or otherwise none of a script in the folder.
    Elsewhere { path: &'a str, text: Range<usize> },
    /// No `as name`, and no `;` where it does not end.
    Nameless { name: &'a str, end: usize, ends: bool },
    /// `as ta`.
    Taken { alias: Range<usize> },
}

/// All of a text, in its order.
pub(super) fn statements<'a>(tokens: &Tokens<'a>) -> Vec<Statement<'a>> {
    // `from x import y` is told as Python's.
    let is_python = |at: usize| (at.saturating_sub(6)..at).any(|at| tokens.word(at) == "from");
    let is_keyword = |at: &usize| {
        tokens.word(*at) == "import"
            && tokens.is(*at, Kind::Word)
            && ![".", "?.", "::"].contains(&tokens.before(*at))
            && !is_python(*at)
    };
    let keywords = (0..tokens.len()).filter(is_keyword);
    keywords.map(|at| statement(tokens, at)).collect()
}

/// The names of scripts that a text imports, or would once its statements are mended; each once.
pub fn imported(text: &str) -> Vec<String> {
    if text.len() > MOST_BYTES || !text.contains("import") {
        return Vec::new();
    }
    let tokens = Tokens::new(text);
    let found = statements(&tokens);
    let mut names: Vec<String> = Vec::new();
    for statement in found {
        if let Ok(Import { name, .. })
        | Err(
            Wrong::Ending { name, .. } | Wrong::Nameless { name, .. } | Wrong::Quoted { name },
        ) = statement.meaning
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// What the import at a byte, or around it, is called.
pub(super) fn alias_near<'a>(tokens: &Tokens<'a>, offset: usize) -> Option<&'a str> {
    let first = tokens.from(offset);
    let named = (first..first + 4).find(|at| tokens.word(*at) == "as")?;
    Some(tokens.word(named + 1))
}

fn statement<'a>(tokens: &Tokens<'a>, at: usize) -> Statement<'a> {
    let keyword = tokens.span(at, at);
    match meaning(tokens, at) {
        Ok((import, last)) => {
            Statement { keyword, whole: tokens.span(at, last), meaning: Ok(import) }
        }
        Err(wrong) => Statement { whole: keyword.clone(), keyword, meaning: Err(wrong) },
    }
}

/// What is imported, and the last token.
fn meaning<'a>(tokens: &Tokens<'a>, at: usize) -> Result<(Import<'a>, usize), Wrong<'a>> {
    if tokens.around(at).is_some() {
        return Err(Wrong::Inside);
    }
    let quoted = tokens.word(at + 1);
    if tokens.is(at + 1, Kind::Single) {
        let name = quoted.trim_matches('\'');
        return Err(if is_name(name) { Wrong::Quoted { name } } else { Wrong::Unwritten });
    }
    if let Some(line) = python(tokens, at) {
        return Err(Wrong::Python { line });
    }
    let path = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let is_alone = ["as", ";", ""].contains(&tokens.word(at + 2))
        || tokens.get(at + 2).is_some_and(|next| tokens.begins_line(next));
    let Some(path) = path.filter(|_| tokens.is(at + 1, Kind::Text) && is_alone) else {
        return Err(Wrong::Unwritten);
    };
    let text = tokens.span(at + 1, at + 1);
    if !is_name(path) {
        return Err(match path.strip_suffix(".rhai").filter(|name| is_name(name)) {
            Some(name) => Wrong::Ending { name, text },
            None => Wrong::Elsewhere { path, text },
        });
    }
    if tokens.word(at + 2) != "as" || !tokens.is(at + 3, Kind::Word) {
        let ends = tokens.word(at + 2) == ";";
        return Err(Wrong::Nameless { name: path, end: text.end, ends });
    }
    let alias = tokens.word(at + 3);
    if alias == INDICATORS {
        return Err(Wrong::Taken { alias: tokens.span(at + 3, at + 3) });
    }
    let last = if tokens.word(at + 4) == ";" { at + 4 } else { at + 3 };
    Ok((Import { name: path, alias }, last))
}

/// The line `import pandas as pd`, with or without an end.
fn python(tokens: &Tokens<'_>, at: usize) -> Option<Range<usize>> {
    let begins = |at: usize| tokens.get(at).is_some_and(|token| tokens.begins_line(token));
    let is_plain = |at: usize| tokens.is(at, Kind::Word) || [".", ","].contains(&tokens.word(at));
    let mut last = at;
    while is_plain(last + 1) && !begins(last + 1) && last < at + 20 {
        last += 1;
    }
    if tokens.word(last + 1) == ";" {
        last += 1;
    }
    let ends = last + 1 >= tokens.len() || begins(last + 1);
    (begins(at) && ends && tokens.is(at + 1, Kind::Word) && !begins(at + 1))
        .then(|| tokens.span(at, last))
}

/// Whether a script may have this name: letters, digits and `_`, of the first two a letter
/// first.
fn is_name(text: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let first = text.trim_start_matches('_').chars().next();
    text.chars().all(part) && first.is_some_and(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names and aliases, or the first word of what is wrong.
    fn read(text: &str) -> Vec<Result<(&str, &str), String>> {
        let word = |wrong: Wrong<'_>| format!("{wrong:?}").split(' ').next().unwrap().to_owned();
        let found = statements(&Tokens::new(text)).into_iter();
        found
            .map(|found| found.meaning.map(|import| (import.name, import.alias)).map_err(word))
            .collect()
    }

    #[test]
    fn only_names_of_scripts_beside_it() {
        assert_eq!(read("import \"_common\" as common;"), [Ok(("_common", "common"))]);
        for (text, wrong) in [
            ("import \"../config\" as x;", "Elsewhere"),
            ("import \"/etc/passwd\" as x;", "Elsewhere"),
            ("import \"a/b\" as x;", "Elsewhere"),
            ("import \"\" as x;", "Elsewhere"),
            ("import \"a b\" as x;", "Elsewhere"),
            ("import \"http://x\" as x;", "Elsewhere"),
            ("import \"_common.rhai\" as x;", "Ending"),
            ("import `_common` as x;", "Unwritten"),
            ("import \"_\" + \"common\" as x;", "Unwritten"),
            ("import name as x;", "Python"),
            ("let a = 1; import name as x;", "Unwritten"),
            ("import \"_common\";", "Nameless"),
            ("import \"_common\" as ta;", "Taken"),
            ("fn f() { import \"_common\" as x; }", "Inside"),
        ] {
            assert_eq!(read(text), [Err(wrong.to_owned())], "{text}");
        }
        assert!(read("let a = b.import; // import \"x\" as y;").is_empty());
    }

    #[test]
    fn names_are_read_once() {
        let text =
            "import \"_a\" as a; import \"_b\" as b;\nimport \"_a\" as c; import \"_c.rhai\"";
        assert_eq!(imported(text), ["_a", "_b", "_c"]);
    }
}
