//! Rhai's errors in the words of a strategy, with their places and their mends.

mod names;
mod parse;
mod runtime;
mod unknown;

pub(super) use parse::parse_faults;
pub(super) use runtime::{build_error, runtime_fault};

use std::ops::Range;

use rhai::Position;

use super::methods;
use super::source::Source;
use crate::diag::Diagnostic;
use crate::strategy::plan::Mend;

/// The most faults of one kind that are told at one time.
pub(super) const MOST_FAULTS: usize = 100;

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

/// A const that is given another value.
fn constant(name: &str) -> Diagnostic {
    Diagnostic::error("AQ139", format!("`{name}` is a const and keeps its value"))
        .with_help("give what changes a name of its own with `let`")
}

/// A message of Rhai's without the names of Rust's types.
fn plain(text: &str) -> String {
    text.replace("autoquant::strategy::script::api::", "")
        .replace("i64", "int")
        .replace("f64", "float")
}
