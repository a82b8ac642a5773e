//! One part of the text: what its names become, and what it cannot import.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::{MOST_IMPORTS, Names, prefix};
use crate::diag::suggest::{did_you_mean, nearest};
use crate::strategy::script::confusions::Confusion;
use crate::strategy::script::errors::MOST_FAULTS;
use crate::strategy::script::imports::{self, Import, Wrong};
use crate::strategy::script::tokens::{Kind, Tokens};
use crate::strategy::script::{api, confusions};

/// Links one part to the others; all bytes count from its beginning.
pub(super) struct Linker<'a> {
    names: &'a [Names<'a>],
    pub part: usize,
    pub renames: Vec<(Range<usize>, String)>,
    pub faults: Vec<Confusion>,
    /// Parts that were read.
    used: Vec<usize>,
    pub unused: Vec<(String, Range<usize>)>,
}

impl<'a> Linker<'a> {
    pub(super) fn new(names: &'a [Names<'a>], part: usize) -> Self {
        let (renames, faults, used, unused) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { names, part, renames, faults, used, unused }
    }

    fn names(&self) -> &Names<'_> {
        &self.names[self.part]
    }

    fn refuse(&mut self, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.fault(Confusion::new("AQ114", at, message).help(help));
    }

    fn fault(&mut self, fault: Confusion) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    /// Takes out the `import` statements that are linked, and tells what is wrong with the others.
    pub(super) fn statements(&mut self, tokens: &Tokens<'_>) {
        let mut aliases: BTreeSet<&str> = BTreeSet::new();
        let confused = OnceCell::new();
        for statement in imports::statements(tokens) {
            match statement.meaning {
                Ok(import) if aliases.contains(import.alias) => self.refuse(
                    statement.keyword,
                    format!("`{}` is imported twice", import.alias),
                    "give each import a name of its own",
                ),
                Ok(import) => {
                    aliases.insert(import.alias);
                    self.imported(import, statement.keyword, statement.whole);
                }
                Err(Wrong::Unwritten) => {
                    let found = confused.get_or_init(|| confusions::find(tokens));
                    let at = statement.keyword.start;
                    if !found.iter().any(|found| found.at.contains(&at)) {
                        self.wrong(statement.keyword, Wrong::Unwritten);
                    }
                }
                Err(wrong) => self.wrong(statement.keyword, wrong),
            }
        }
        if self.part > 0 {
            let docs = tokens.comments().iter().filter(|doc| tokens.text(doc).starts_with("//!"));
            // They are not the header of the script that imports this one.
            self.renames.extend(docs.map(|doc| (doc.at.start..doc.at.start + 3, "//".to_owned())));
        }
    }

    fn imported(&mut self, import: Import<'_>, keyword: Range<usize>, whole: Range<usize>) {
        let Import { name, .. } = import;
        let Some(part) = self.part(name) else {
            if self.names.len() > MOST_IMPORTS {
                let message = format!("more than {MOST_IMPORTS} scripts are imported");
                return self.refuse(keyword, message, "put what belongs together into one script");
            }
            let message = format!("there is no script `{name}` that could be imported");
            let help = format!("write `{name}.rhai` into the folder of this script");
            return self.refuse(keyword, message, help);
        };
        // Behind the script itself each one comes before those that import it.
        if self.part > 0 && part >= self.part {
            let message = format!("`{name}` imports this script, or itself");
            return self.refuse(keyword, message, "let the two import a third one instead");
        }
        if !self.used.contains(&part) {
            self.unused.push((import.alias.to_owned(), whole.clone()));
        }
        self.renames.push((whole, String::new()));
    }

    fn wrong(&mut self, keyword: Range<usize>, wrong: Wrong<'_>) {
        let fault = |at: Range<usize>, message: String| Confusion::new("AQ114", at, message);
        let found = match wrong {
            Wrong::Inside => fault(keyword, "an import stands at the top of a script".into())
                .help("move it above the first function"),
            Wrong::Unwritten => fault(keyword, "an import names a script in double quotes".into())
                .help(
                    "write `import \"_common\" as common;`; what Python's modules do is built in",
                ),
            Wrong::Quoted { .. } => return,
            Wrong::Python { line } => {
                Confusion::new("AQ131", keyword, "there are no Python modules here")
                    .help("remove the line: indicators are in `ta::`, and the rest is built in")
                    .edit(line, "")
            }
            Wrong::Ending { name, text } => {
                fault(text.clone(), "an import names a script without `.rhai`".into())
                    .help(format!("write `\"{name}\"`"))
                    .edit(text, format!("\"{name}\""))
            }
            Wrong::Elsewhere { path, text } => {
                let path: String = path.chars().take(40).collect();
                fault(text, format!("`{path}` is no script beside this one")).help(
                    "only scripts in the same folder can be imported, by name: `import \"_common\" as common;`",
                )
            }
            Wrong::Nameless { name, end, ends } => {
                let alias = name.trim_start_matches('_');
                let close = if ends { "" } else { ";" };
                fault(keyword, "this import has no name to be used by".into())
                    .help(format!("write `import \"{name}\" as {alias};`"))
                    .insert(end, format!(" as {alias}{close}"))
            }
            Wrong::Taken { alias } => fault(alias, "`ta` is the name of the indicators".into())
                .help("take another name behind `as`"),
        };
        self.fault(found);
    }

    /// Changes the names in some tokens, which begin at a byte of the part.
    pub(super) fn words(&mut self, tokens: &Tokens<'_>, start: usize) {
        let moved = |range: Range<usize>| range.start + start..range.end + start;
        let mut at = 0;
        while at < tokens.len() {
            if tokens.is(at, Kind::Text) {
                self.text(tokens, at, start);
            } else if tokens.is(at, Kind::Word) {
                if let Some(part) = self.alias(tokens, at) {
                    let place = moved(tokens.span(at, at + 2));
                    self.member(part, tokens.word(at + 2), place);
                    at += 2;
                } else if self.is_renamed(tokens, at) {
                    let name = format!("{}{}", prefix(self.names().script), tokens.word(at));
                    self.renames.push((moved(tokens.span(at, at)), name));
                }
            }
            at += 1;
        }
    }

    /// The part that `name::` stands for at a token.
    fn alias(&self, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        let is_root = tokens.word(at + 1) == "::"
            && tokens.is(at + 2, Kind::Word)
            && ![".", "?.", "::"].contains(&tokens.before(at));
        if !is_root {
            return None;
        }
        let import = self.names().aliases.iter().find(|import| import.alias == tokens.word(at))?;
        self.part(import.name)
    }

    /// Reads a name of another part.
    fn member(&mut self, part: usize, name: &str, place: Range<usize>) {
        self.used.push(part);
        let Names { script, own, private, .. } = &self.names[part];
        if private.contains(name) {
            let found =
                Confusion::new("AQ145", place, format!("`{name}` is private to `{script}`"));
            return self.fault(found.help(format!("leave `private` out in {script}.rhai")));
        }
        if own.contains(name) {
            return self.renames.push((place, format!("{}{name}", prefix(script))));
        }
        if self.faults.len() >= MOST_FAULTS {
            return;
        }
        let open = || own.iter().copied().filter(|own| !private.contains(own));
        let found = Confusion::new("AQ145", place.clone(), format!("`{script}` has no `{name}`"));
        let listed = || {
            let names: Vec<String> = open().map(|name| format!("`{name}`")).collect();
            if names.is_empty() {
                "it has none".into()
            } else {
                format!("it has {}", names.join(", "))
            }
        };
        let help = did_you_mean(name, open()).unwrap_or_else(listed);
        let found = found.help(help);
        self.fault(match nearest(name, open()).first() {
            Some(near) => found.edit(place.end - name.len()..place.end, *near),
            None => found,
        });
    }

    /// Whether a name is one of this part's, or would be found in the script that imports it.
    fn is_renamed(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let word = tokens.word(at);
        let is_own = self.names().own.contains(word);
        if self.part == 0 || !is_own && !self.names[0].own.contains(word) {
            return false;
        }
        match tokens.before(at) {
            "::" => false,
            // A property, or a method: a function of the script may be called as one.
            "." | "?." => is_own && tokens.word(at + 1) == "(" && !is_known(word),
            // The key of a map.
            _ if tokens.word(at + 1) == ":" => false,
            _ => is_own || !is_known(word),
        }
    }

    /// Names within a string: `Fn("half")`, and what stands in `${…}`.
    fn text(&mut self, tokens: &Tokens<'_>, at: usize, start: usize) {
        let (word, begin) = (tokens.word(at), tokens.span(at, at).start);
        if word.starts_with('`') {
            for inner in interpolated(word) {
                let inside = Tokens::new(&word[inner.clone()]);
                self.words(&inside, start + begin + inner.start);
            }
        } else if tokens.before(at) == "(" && at > 1 && tokens.word(at - 2) == "Fn" {
            let (name, name_at) = (word.trim_matches('"'), start + begin + 1);
            let place = name_at..name_at + name.len();
            if let Some((alias, member)) = name.split_once("::") {
                let import = self.names().aliases.iter().find(|import| import.alias == alias);
                if let Some(part) = import.and_then(|import| self.part(import.name)) {
                    self.member(part, member, place);
                }
            } else if self.part > 0 && self.names().own.contains(name) {
                self.renames.push((place, format!("{}{name}", prefix(self.names().script))));
            }
        }
    }

    /// The part that is a script which may be imported.
    fn part(&self, script: &str) -> Option<usize> {
        let found = self.names.iter().skip(1).position(|part| part.script == script)?;
        Some(found + 1)
    }
}

/// Whether the language itself has a word.
fn is_known(word: &str) -> bool {
    static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| api::names().into_iter().collect());
    KNOWN.contains(word)
}

/// The bytes within each `${…}` of a string in back quotes.
fn interpolated(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("${") {
        let start = from + open + 2;
        let Some(length) = closing(&text[start..]) else { break };
        found.push(start..start + length);
        from = start + length;
    }
    found
}

/// The byte of the brace that closes what a text begins in.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted && depth == 0 => return Some(at),
            '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}
