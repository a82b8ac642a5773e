//! Changes of a script's consts: another name, another value, none.

use std::ops::Range;

use super::Script;
use super::tokens::Kind;
use crate::diag::Edit;

impl Script {
    /// The text as it is compiled, with the name and the value of a const.
    fn of_const(&self, name: &str) -> Option<(Range<usize>, Range<usize>)> {
        let at = self.consts.iter().find(|entry| entry.name == name)?.at;
        let tokens = self.source.tokens();
        let first = tokens.from(at);
        let end = tokens.end_of(first, &[";"])?;
        let is_set = tokens.word(first) == name && tokens.word(first + 1) == "=" && end > first + 2;
        is_set.then(|| (tokens.span(first, first), tokens.span(first + 2, end - 1)))
    }

    /// A const under another name, wherever it is read.
    pub fn renamed_const(&self, name: &str, to: &str) -> Vec<Edit> {
        let tokens = self.source.tokens();
        let is_it = |at: &usize| {
            tokens.is(*at, Kind::Word) && tokens.word(*at) == name && tokens.before(*at) != "."
        };
        let places = (0..tokens.len()).filter(is_it);
        let changes: Vec<_> = places.map(|at| (tokens.span(at, at), to.to_owned())).collect();
        self.source.edits(&changes)
    }

    /// A const with another value.
    pub fn changed_const(&self, name: &str, value: &str) -> Vec<Edit> {
        let change = self.of_const(name).map(|(_, old)| (old, value.to_owned()));
        self.source.edits(change.as_slice())
    }

    /// A const with another text in its value.
    pub fn in_const(&self, name: &str, wrong: &str, right: &str) -> Vec<Edit> {
        let Some((_, value)) = self.of_const(name) else { return Vec::new() };
        let text = &self.source.text()[value.clone()];
        let found = text.find(wrong).map(|at| value.start + at);
        let change = found.map(|at| (at..at + wrong.len(), right.to_owned()));
        self.source.edits(change.as_slice())
    }

    /// Without a const, its keyword and its `;`.
    pub fn without_const(&self, name: &str) -> Vec<Edit> {
        let Some((place, value)) = self.of_const(name) else { return Vec::new() };
        let tokens = self.source.tokens();
        let keyword =
            tokens.ending_before(place.start).filter(|token| tokens.text(token) == "const");
        let Some(keyword) = keyword else { return Vec::new() };
        let rest = &self.source.text()[value.end..];
        let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
        // The whole line where nothing else stands on it.
        let alone = rest[..line].trim() == ";" && tokens.begins_line(keyword);
        let end = value.end + if alone { line } else { rest.find(';').map_or(0, |at| at + 1) };
        self.source.edits(&[(keyword.at.start..end, String::new())])
    }
}
