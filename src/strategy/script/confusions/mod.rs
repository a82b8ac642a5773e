//! Spellings from other languages, each with what to write instead.
//!
//! They are looked for in scripts that do not compile: a word such as `and` could be a name in one that
//! does. All that are there are told at once, each with the change that mends it where there is one.

mod calls;
mod heads;
mod pandas;
mod parameters;
mod shapes;
mod signs;
mod times;
mod unpacked;
mod words;

use std::ops::Range;

use super::errors::MOST_FAULTS;
use super::tokens::Tokens;

/// A known confusion: where it stands, what it is, what to write instead.
#[derive(Clone, Debug)]
pub(super) struct Confusion {
    pub code: &'static str,
    pub message: String,
    pub help: String,
    /// The bytes at fault.
    pub at: Range<usize>,
    /// What to put into the place of which bytes.
    pub edits: Vec<(Range<usize>, String)>,
}

impl Confusion {
    pub(super) fn new(code: &'static str, at: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: String::new(), at, edits: Vec::new() }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// A text in the place of a range.
    pub(super) fn edit(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.edits.push((range, text.into()));
        self
    }

    /// The same in a text where its bytes are others.
    pub(super) fn moved(&self, to: impl Fn(&Range<usize>) -> Range<usize>) -> Self {
        let edits = self.edits.iter().map(|(at, text)| (to(at), text.clone())).collect();
        Self { at: to(&self.at), edits, ..self.clone() }
    }

    /// The byte up to which it stands for all that is wrong: what it takes out is not told apart.
    fn end(&self) -> usize {
        let taken = self
            .edits
            .iter()
            .filter(|(range, text)| text.is_empty() && range.start <= self.at.start)
            .map(|(range, _)| range.end);
        taken.chain([self.at.end]).max().unwrap_or_default()
    }

    /// A text at a place.
    pub(super) fn insert(self, at: usize, text: impl Into<String>) -> Self {
        self.edit(at..at, text)
    }
}

/// The confusions of a script, in its order. Of two at one place the first to be found is told.
pub(super) fn find(tokens: &Tokens<'_>) -> Vec<Confusion> {
    let mut found = Vec::new();
    found.extend(divisions(tokens));
    parameters::find(tokens, &mut found);
    words::find(tokens, &mut found);
    signs::find(tokens, &mut found);
    heads::find(tokens, &mut found);
    shapes::find(tokens, &mut found);
    calls::find(tokens, &mut found);
    pandas::find(tokens, &mut found);
    found.sort_by_key(|confusion| confusion.at.start);
    let mut told = 0;
    found.retain(|confusion| {
        let is_new = confusion.at.start >= told;
        if is_new {
            told = confusion.end();
        }
        is_new
    });
    found.truncate(MOST_FAULTS);
    found
}

/// Comments that are meant as divisions. Such a script may compile: its line ends before them.
pub(super) fn divisions(tokens: &Tokens<'_>) -> Vec<Confusion> {
    let comments = tokens.comments().iter();
    comments.filter_map(|comment| shapes::division(tokens, comment)).take(MOST_FAULTS).collect()
}
