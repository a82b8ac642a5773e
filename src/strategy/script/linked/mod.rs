//! A script and what it imports, as one text.
//!
//! The script comes first, then each one that it imports. Functions and consts of an imported script get
//! names that say where they are from, and so does whoever reads them: `common::half` is compiled as
//! `__common__half`. An author sees what was written.

mod linker;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use self::linker::Linker;
use super::confusions::Confusion;
use super::host::MOST_BYTES;
use super::imports::{self, Import};
use super::tokens::{Kind, Tokens};

/// The most scripts that one may import, those that are imported by others included.
pub const MOST_IMPORTS: usize = 16;

/// The file of a script beside another one, as it is shown.
pub fn beside(file: &str, name: &str) -> String {
    let folder = file.rfind(['/', '\\']).map_or("", |end| &file[..=end]);
    format!("{folder}{name}.rhai")
}

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
    for name in order {
        if !whole.ends_with('\n') {
            whole.push('\n');
        }
        let line = whole.matches('\n').count() + 1;
        let start = whole.len();
        whole.push_str(&imports[name]);
        let file = beside(file, name);
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
