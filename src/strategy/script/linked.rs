//! A script and what it imports, as one text.
//!
//! The script comes first, then each one that it imports. Functions and consts of an imported script get
//! names that say where they are from, and so does whoever reads them: `common::half` is compiled as
//! `__common__half`. An author sees what was written.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::confusions::Confusion;
use super::errors::MOST_FAULTS;
use super::host::MOST_BYTES;
use super::imports::{self, Import, Wrong};
use super::tokens::{Kind, Tokens};
use super::{api, confusions};
use crate::diag::suggest::{did_you_mean, nearest};

/// The most scripts that one may import, those that are imported by others included.
const MOST_IMPORTS: usize = 16;

/// One of the texts.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The script's name; empty for the one that imports the others.
    pub name: String,
    /// The file, as it is shown.
    pub file: String,
    /// Its bytes in the whole text.
    pub at: Range<usize>,
    /// The line of the whole text that it begins at, from 1.
    pub line: usize,
}

/// The whole text and its parts: behind the script each import comes before those that import it.
pub(super) fn join(
    file: &str,
    text: &str,
    imports: &BTreeMap<String, String>,
) -> (String, Vec<Part>) {
    let mut order = Vec::new();
    let bytes: usize = text.len() + imports.values().map(String::len).sum::<usize>();
    // What is too long is refused, and not looked at.
    if bytes <= MOST_BYTES {
        collect(text, imports, &mut Vec::new(), &mut order);
    } else {
        order.extend(imports.keys().map(String::as_str));
    }
    let mut whole = text.to_owned();
    let main = Part { name: String::new(), file: file.to_owned(), at: 0..text.len(), line: 1 };
    let mut parts = vec![main];
    let folder = file.rfind(['/', '\\']).map_or("", |end| &file[..=end]);
    for name in order {
        if !whole.ends_with('\n') {
            whole.push('\n');
        }
        let line = whole.matches('\n').count() + 1;
        let start = whole.len();
        whole.push_str(&imports[name]);
        let file = format!("{folder}{name}.rhai");
        parts.push(Part { name: name.to_owned(), file, at: start..whole.len(), line });
    }
    (whole, parts)
}

/// Adds what a text imports, unless it is imported by it in turn.
fn collect<'a>(
    text: &str,
    texts: &'a BTreeMap<String, String>,
    around: &mut Vec<&'a str>,
    order: &mut Vec<&'a str>,
) {
    for name in imports::imported(text) {
        let Some((name, text)) = texts.get_key_value(&name) else { continue };
        let is_known = order.contains(&name.as_str()) || around.contains(&name.as_str());
        if !is_known && order.len() + around.len() < MOST_IMPORTS {
            around.push(name);
            collect(text, texts, around, order);
            around.pop();
            order.push(name);
        }
    }
}

/// What the parts of a text are to each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// The changes that link them, in the order of the text.
    pub renames: Vec<(Range<usize>, String)>,
    /// What cannot be linked.
    pub faults: Vec<Confusion>,
    /// Imports of the script that it does not use: what they are called, and their statements.
    pub unused: Vec<(String, Range<usize>)>,
    /// What the script calls those that are imported; their own names where it does not import them itself.
    pub aliases: Vec<(String, String)>,
}

impl Links {
    /// Links the parts of a text, each with its name and its bytes.
    pub(super) fn new(text: &str, parts: &[(&str, Range<usize>)]) -> Self {
        let tokens: Vec<Tokens<'_>> =
            parts.iter().map(|(_, at)| Tokens::new(&text[at.clone()])).collect();
        let names: Vec<Names<'_>> =
            parts.iter().zip(&tokens).map(|((name, _), tokens)| Names::of(name, tokens)).collect();
        let mut links = Self::default();
        for part in &names[1..] {
            let alias = names[0].aliases.iter().find(|import| import.name == part.script);
            let alias = alias.map_or(part.script, |import| import.alias);
            links.aliases.push((part.script.to_owned(), alias.to_owned()));
        }
        for (part, tokens) in tokens.iter().enumerate() {
            let mut linker = Linker::new(&names, part);
            linker.words(tokens, 0);
            linker.statements(tokens);
            links.take(linker, parts[part].1.start);
        }
        links
    }

    fn take(&mut self, linker: Linker<'_>, start: usize) {
        let moved = |range: &Range<usize>| range.start + start..range.end + start;
        let Linker { mut renames, faults, unused, .. } = linker;
        if linker.part == 0 {
            self.unused = unused;
        }
        renames.sort_by_key(|(range, _)| range.start);
        self.renames.extend(renames.into_iter().map(|(range, name)| (moved(&range), name)));
        self.faults.extend(faults.iter().map(|fault| fault.moved(moved)));
    }

    /// A text with the names that its author knows: those of the script `here` without where they are from.
    pub(super) fn shown(&self, text: &str, here: &str) -> String {
        let mut shown = text.to_owned();
        for (script, alias) in &self.aliases {
            let prefix = prefix(script);
            if text.contains(&prefix) {
                let name = if script == here { String::new() } else { format!("{alias}::") };
                shown = shown.replace(&prefix, &name);
            }
        }
        shown
    }
}

/// How the names of an imported script begin.
fn prefix(script: &str) -> String {
    format!("__{script}__")
}

/// Whether a name is that of something imported which was written `name`.
pub(super) fn is_imported(changed: &str, name: &str) -> bool {
    let before = changed.strip_suffix(name).and_then(|rest| rest.strip_suffix("__"));
    before.is_some_and(|script| script.len() > 2 && script.starts_with("__"))
}

/// The names of a part.
struct Names<'a> {
    /// The part's own name; empty for the script itself.
    script: &'a str,
    /// Its functions, consts and variables.
    own: BTreeSet<&'a str>,
    /// Those among them that are its own business.
    private: BTreeSet<&'a str>,
    /// What it imports.
    aliases: Vec<Import<'a>>,
}

impl<'a> Names<'a> {
    fn of(script: &'a str, tokens: &Tokens<'a>) -> Self {
        let (own, private) = (BTreeSet::new(), BTreeSet::new());
        let mut names = Self { script, own, private, aliases: Vec::new() };
        let statements = imports::statements(tokens).into_iter();
        names.aliases.extend(statements.filter_map(|statement| statement.meaning.ok()));
        for at in 1..tokens.len() {
            let defines = ["fn", "const", "let"].contains(&tokens.before(at));
            if defines && tokens.is(at, Kind::Word) && tokens.around(at).is_none() {
                names.own.insert(tokens.word(at));
                let is_private = at > 1 && tokens.word(at - 2) == "private";
                if is_private || tokens.before(at) == "let" {
                    names.private.insert(tokens.word(at));
                }
            }
        }
        names
    }
}

/// Links one part to the others; all bytes count from its beginning.
struct Linker<'a> {
    names: &'a [Names<'a>],
    part: usize,
    renames: Vec<(Range<usize>, String)>,
    faults: Vec<Confusion>,
    /// Parts that were read.
    used: Vec<usize>,
    unused: Vec<(String, Range<usize>)>,
}

impl<'a> Linker<'a> {
    fn new(names: &'a [Names<'a>], part: usize) -> Self {
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
    fn statements(&mut self, tokens: &Tokens<'_>) {
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
    fn words(&mut self, tokens: &Tokens<'_>, start: usize) {
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
