//! The words of the language: what a script may say, in one table.
//!
//! The script API registers these words and no others, suggestions come from them, and so do
//! `autoquant api`, the pages in `docs` and the definitions for editors. Indicators and settings have
//! tables of their own ([`crate::indicators::ta`], [`super::settings::SETTINGS`]); methods that are
//! operations of [`crate::indicators::pandas`] take their words from there.
//!
//! To add a word: an entry in the file of its family, and its registration in the script API. Tests
//! compare the two, and run every example.

mod callbacks;
mod columns;
mod entry;
mod frame;
mod functions;
mod header;
mod kind;
mod methods;
mod operators;
mod records;
mod signature;
mod windows;

pub use callbacks::{CALLBACKS, Callback};
pub use entry::{Entry, all_names, entries, lookup, search};
pub use kind::Kind;
pub use records::{CTX, Field, METADATA, ORDER, RECORDS, Record, TIME, TRADE};
pub use signature::{Parameter, Signature, usage};

use serde::Serialize;

use crate::indicators::pandas as registry;

/// One word of the language.
#[derive(Debug, Serialize)]
pub struct Word {
    /// How it is written: `shift`, `+`, `close`.
    pub name: &'static str,
    /// What it is, and what it belongs to.
    pub kind: Kind,
    /// The ways to use it, with types; [`Signature::parse`] takes them apart.
    pub signatures: &'static [&'static str],
    /// What it means, in one sentence.
    pub summary: &'static str,
    /// How it is used: a line of `populate_indicators`, or a whole function, or a line of the header.
    pub example: &'static str,
}

/// The tables of all families, in the order in which they are read.
static FAMILIES: &[&[Word]] = &[
    header::WORDS,
    columns::WORDS,
    frame::WORDS,
    operators::WORDS,
    methods::WORDS,
    windows::WORDS,
    functions::WORDS,
];

/// All words.
pub fn words() -> impl Iterator<Item = &'static Word> {
    FAMILIES.iter().copied().flatten()
}

/// The words of a kind.
pub fn of_kind(kind: Kind) -> impl Iterator<Item = &'static Word> {
    words().filter(move |word| word.kind == kind)
}

/// The words of a name: `max` is a function, and what a window answers.
pub fn find(name: &str) -> Vec<&'static Word> {
    words().filter(|word| word.name == name).collect()
}

/// How a word may be used, whatever it belongs to.
pub fn signatures_of(name: &str) -> Vec<&'static str> {
    find(name).into_iter().flat_map(|word| word.signatures).copied().collect()
}

/// The callback of a name.
pub fn callback(name: &str) -> Option<&'static Callback> {
    CALLBACKS.iter().find(|callback| callback.name == name)
}

/// The fields that `ctx` has in some callback, by name, each once.
pub fn ctx_fields() -> Vec<Field> {
    let own = CALLBACKS.iter().flat_map(|callback| callback.fields);
    let mut fields: Vec<Field> = own.chain(CTX.fields).copied().collect();
    fields.sort_by_key(|field| field.name);
    fields.dedup_by_key(|field| field.name);
    fields
}

/// The names that stand for something in a script's code.
pub fn names() -> impl Iterator<Item = &'static str> {
    words().filter(|word| word.kind.is_code()).map(|word| word.name).chain(["metadata"])
}

/// A word that is an operation of pandas' registry. The name may be behind the window it belongs to.
const fn pandas(name: &str, kind: Kind, signatures: &'static [&'static str]) -> Word {
    let mut at = 0;
    while !same(registry::TABLE[at].name, name) {
        at += 1;
    }
    let operation = registry::TABLE[at];
    let name = match dot(operation.name) {
        Some(dot) => operation.name.split_at(dot + 1).1,
        None => operation.name,
    };
    Word { name, kind, signatures, summary: operation.summary, example: operation.example }
}

/// `==` of texts, for constants.
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// Where the first dot is, for constants.
const fn dot(text: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes()[at] == b'.' {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_once_in_its_kind() {
        let mut seen = Vec::new();
        for word in words() {
            let key = (word.kind, word.name);
            assert!(!seen.contains(&key), "{key:?} stands twice");
            seen.push(key);
        }
    }

    #[test]
    fn all_of_pandas_can_be_said() {
        for operation in registry::TABLE {
            let (family, name) = operation.name.split_once('.').unwrap_or(("", operation.name));
            let said = find(name).into_iter().any(|word| {
                word.summary == operation.summary
                    && (family.is_empty() || word.kind.family() == family)
            });
            assert!(said, "{} has no word", operation.name);
        }
    }

    #[test]
    fn words_are_found_by_name() {
        let kinds: Vec<Kind> = find("max").iter().map(|word| word.kind).collect();
        assert_eq!(kinds, [Kind::Rolling, Kind::Expanding, Kind::Function]);
        assert_eq!(signatures_of("shift"), ["shift(n: int) -> Series"]);
        assert!(callback("custom_exit").is_some() && find("shfit").is_empty());
        assert!(ctx_fields().iter().any(|field| field.name == "current_profit"));
    }

    #[test]
    fn every_summary_is_a_sentence() {
        let of_words = words().map(|word| (word.name, word.summary));
        let of_callbacks = CALLBACKS.iter().map(|callback| (callback.name, callback.summary));
        let of_records = RECORDS.iter().map(|record| (record.name, record.summary));
        let of_fields = RECORDS.iter().flat_map(|record| record.fields);
        let of_fields = of_fields.map(|field| (field.name, field.summary));
        for (name, text) in of_words.chain(of_callbacks).chain(of_records).chain(of_fields) {
            assert!(
                text.ends_with('.') && !text.contains('\n') && text.len() > 5,
                "{name}: {text}"
            );
        }
    }
}
