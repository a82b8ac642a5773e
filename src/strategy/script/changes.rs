//! Changes of a script's consts: another name, another value, one more, none.

use std::ops::Range;

use super::Script;
use super::tokens::{Kind, Tokens};
use crate::diag::{Edit, Place};
use crate::strategy::settings::Part;

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

    /// One more const behind that of the timeframe; nothing where there is one already, or no place for it.
    pub fn with_const(&self, name: &str, value: &str) -> Vec<Edit> {
        let Some((_, timeframe)) = self.of_const("timeframe") else { return Vec::new() };
        if self.consts.iter().any(|entry| entry.name == name) {
            return Vec::new();
        }
        let end = self.source.text()[timeframe.end..].find(';').map(|at| timeframe.end + at + 1);
        let change = end.map(|end| (end..end, format!("\nconst {name} = {value};")));
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

    /// The tokens of an entry of a const that is written as a list, the first and the one behind the last.
    fn entry(&self, tokens: &Tokens<'_>, name: &str, entry: usize) -> Option<(usize, usize)> {
        let (_, value) = self.of_const(name)?;
        let list = tokens.from(value.start);
        let close = tokens.closing(list).filter(|_| tokens.word(list) == "[")?;
        let (mut first, mut left) = (list + 1, entry);
        while first < close {
            let end = tokens.end_of(first, &[","])?;
            if left == 0 {
                return Some((first, end));
            }
            (first, left) = (end + 1, left - 1);
        }
        None
    }

    /// The token of a key of a map that is an entry of such a list.
    fn key(&self, tokens: &Tokens<'_>, name: &str, entry: usize, key: &str) -> Option<usize> {
        let (map, end) = self.entry(tokens, name, entry)?;
        let is_key = |at: &usize| {
            tokens.around(*at) == Some(map)
                && tokens.word(*at).trim_matches('"') == key
                && tokens.word(at + 1) == ":"
        };
        (map..end).find(is_key).filter(|_| tokens.word(map) == "#{")
    }

    /// Where a part of a const stands that is written as a list.
    pub fn place_in_const(&self, name: &str, part: &Part) -> Option<Place> {
        let tokens = self.source.tokens();
        let key = part.key.as_deref().and_then(|key| self.key(&tokens, name, part.entry, key));
        let (first, end) = self.entry(&tokens, name, part.entry)?;
        // Of a map that is long, its beginning stands for it.
        let last = if tokens.word(first) == "#{" { first } else { end - 1 };
        let range = key.map_or_else(|| tokens.span(first, last), |key| tokens.span(key, key));
        Some(self.source.place_of(range))
    }

    /// A const that is a list of maps, one of them without a key.
    pub fn without_key(&self, name: &str, entry: usize, key: &str) -> Vec<Edit> {
        let tokens = self.source.tokens();
        let Some(at) = self.key(&tokens, name, entry, key) else { return Vec::new() };
        let Some(end) = tokens.end_of(at + 2, &[","]) else { return Vec::new() };
        let range = match tokens.word(end) {
            "," => tokens.span(at, at).start..tokens.span(end + 1, end + 1).start,
            _ if tokens.before(at) == "," => {
                tokens.span(at - 1, at - 1).start..tokens.span(end - 1, end - 1).end
            }
            _ => tokens.span(at, end - 1),
        };
        self.source.edits(&[(range, String::new())])
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
