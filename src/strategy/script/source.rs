//! A script's text: as its author wrote it, and as it is compiled after mends.
//!
//! What a script says wrong is mended for the moment, so that what comes behind it can be looked at too.
//! Places are always those of the text as it was written.

use std::ops::Range;

use rhai::Position;

use super::confusions::Confusion;
use super::tokens::{self, Kind, Tokens};
use crate::diag::text::{Edit, Text};
use crate::diag::{Diagnostic, Place};
use crate::strategy::plan::Mend;

/// A script's text with the name it is shown under.
#[derive(Clone, Debug)]
pub(super) struct Source {
    file: String,
    written: Text,
    compiled: Text,
    /// Changes of the written text, in its order.
    mends: Vec<(Range<usize>, String)>,
}

impl Source {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let written = Text::new(text);
        Self { file: file.to_owned(), compiled: written.clone(), written, mends: Vec::new() }
    }

    /// The text to compile.
    pub(super) fn text(&self) -> &str {
        self.compiled.as_str()
    }

    pub(super) fn tokens(&self) -> Tokens<'_> {
        Tokens::new(self.compiled.as_str())
    }

    /// A place of the compiled text, with the word or sign that begins there.
    pub(super) fn place(&self, line: usize, column: usize) -> Place {
        let line = line.min(self.compiled.len().max(1));
        let start = self.compiled.offset(line, column);
        let length = tokens::length_at(self.compiled.as_str(), start);
        let end = start + length.unwrap_or(1);
        self.place_of(start..end)
    }

    /// The place of bytes of the compiled text.
    pub(super) fn place_of(&self, range: Range<usize>) -> Place {
        let (start, end) = (self.original(range.start), self.original(range.end));
        let (line, column) = self.written.position(start);
        let source = self.written.line(line).to_owned();
        let rest = source.chars().count().saturating_sub(column - 1);
        let length = self.written.as_str().get(start..end).map_or(0, |text| text.chars().count());
        Place {
            file: self.file.clone(),
            line,
            column,
            length: length.clamp(1, rest.max(1)),
            source,
        }
    }

    /// The byte of a position of Rhai's; one without a line is the end.
    pub(super) fn offset(&self, position: Position) -> usize {
        match (position.line(), position.position()) {
            (Some(line), Some(column)) => self.compiled.offset(line, column),
            (Some(line), None) => self.compiled.offset(line, usize::MAX),
            _ => self.compiled.as_str().trim_end().len(),
        }
    }

    pub(super) fn at(&self, position: Position) -> Place {
        let (line, column) = self.compiled.position(self.offset(position));
        // The end of a line is shown at its last character.
        let last = self.compiled.line(line).chars().count().max(1);
        self.place(line, column.min(last))
    }

    /// The byte of the written text that a byte of the compiled one comes from.
    pub(super) fn original(&self, compiled: usize) -> usize {
        let mut shift = 0_isize;
        for (range, text) in &self.mends {
            let start = range.start.wrapping_add_signed(shift);
            if compiled < start {
                break;
            }
            if compiled < start + text.len() {
                return range.start;
            }
            shift += text.len() as isize - range.len() as isize;
        }
        compiled.wrapping_add_signed(-shift)
    }

    /// Whether a byte of the compiled text stands within a mend.
    fn is_mended(&self, compiled: usize) -> bool {
        let mut shift = 0_isize;
        self.mends.iter().any(|(range, text)| {
            let start = range.start.wrapping_add_signed(shift);
            shift += text.len() as isize - range.len() as isize;
            start < compiled && compiled < start + text.len()
        })
    }

    /// A change of the written text; `None` where a mend is in the way.
    fn change(&self, range: &Range<usize>, text: &str) -> Option<(Range<usize>, String)> {
        if [range.start, range.end].into_iter().any(|at| self.is_mended(at)) {
            return None;
        }
        let original = self.original(range.start)..self.original(range.end);
        let crossed = self
            .mends
            .iter()
            .any(|(mend, _)| mend.start < original.end && original.start < mend.end);
        (!crossed && original.start <= original.end).then(|| (original, text.to_owned()))
    }

    /// What changes of the compiled text are in the written one; nothing where one of them cannot be made.
    pub(super) fn edits(&self, changes: &[(Range<usize>, String)]) -> Vec<Edit> {
        let changes: Option<Vec<_>> =
            changes.iter().map(|(range, text)| self.change(range, text)).collect();
        changes
            .unwrap_or_default()
            .into_iter()
            .map(|(range, text)| self.written.edit(range, text))
            .collect()
    }

    /// Compiles with these changes of the written text from now on. Says whether any is new.
    pub(super) fn mend(&mut self, edits: &[Edit]) -> bool {
        let before = self.mends.len();
        for edit in edits {
            let mend = (self.written.range(edit), edit.text.clone());
            if !self.mends.contains(&mend) {
                self.mends.push(mend);
            }
        }
        self.mends.sort_by_key(|(range, _)| (range.start, range.end));
        let changes =
            self.mends.iter().map(|(range, text)| (range.clone(), text.as_str())).collect();
        self.compiled = Text::new(&self.written.replace(changes));
        self.mends.len() > before
    }

    /// Compiles with a text in the place of bytes of the written text from now on, whatever was mended in
    /// them. Says whether anything changes.
    pub(super) fn leave_out(&mut self, range: Range<usize>, text: &str) -> bool {
        let same = |(mend, there): &(Range<usize>, String)| *mend == range && there == text;
        if self.mends.iter().any(same) || self.written.as_str().get(range.clone()) == Some(text) {
            return false;
        }
        self.mends.retain(|(mend, _)| mend.end <= range.start || range.end <= mend.start);
        let edit = self.written.edit(range, text);
        self.mend(&[edit]);
        true
    }

    /// A confusion as a finding.
    pub(super) fn confusion(&self, confusion: &Confusion) -> Diagnostic {
        Diagnostic::error(confusion.code, confusion.message.clone())
            .at(Some(self.place_of(confusion.at.clone())))
            .with_help(confusion.help.clone())
            .with_edits(self.edits(&confusion.edits))
    }

    /// The changes that a mend stands for, looked for at a place of the compiled text.
    pub(super) fn mended(&self, mend: &Mend, at: usize) -> Vec<Edit> {
        let tokens = self.tokens();
        let changes = match mend {
            Mend::Word { wrong, right } => {
                let place = self.word(wrong, at);
                place.map(|place| (place, right.clone())).into_iter().collect()
            }
            Mend::Column { name, merged } => column(&tokens, name, merged, at),
            Mend::Condition { right } => condition(&tokens, *right, at),
            Mend::Float => float(&tokens, at),
        };
        self.edits(&changes)
    }

    /// The nearest place of a word on a line, from `at` on, else before it.
    pub(super) fn word(&self, wrong: &str, at: usize) -> Option<Range<usize>> {
        let text = self.compiled.as_str();
        let (line, _) = self.compiled.position(at);
        let start = self.compiled.offset(line, 1);
        let end = start + self.compiled.line(line).len();
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let (begins, ends) = (wrong.starts_with(part), wrong.ends_with(part));
        let whole = |found: &usize| {
            let before = text[..*found].chars().next_back();
            let after = text[*found + wrong.len()..].chars().next();
            !(begins && before.is_some_and(part) || ends && after.is_some_and(part))
        };
        let places: Vec<usize> = text[start..end]
            .match_indices(wrong)
            .map(|(found, _)| start + found)
            .filter(whole)
            .collect();
        let place = places.iter().find(|place| **place >= at).or(places.last())?;
        Some(*place..place + wrong.len())
    }
}

/// `d1["ema"]` among base columns: `df["ema_1d"]`.
fn column(tokens: &Tokens<'_>, name: &str, merged: &str, at: usize) -> Vec<(Range<usize>, String)> {
    let Some(sign) = tokens.get(tokens.from(at)) else { return Vec::new() };
    let Some((_, frame)) = tokens.function(sign.at.start) else { return Vec::new() };
    let middle = tokens.from(at) as isize;
    let is_other = |at: usize| {
        let quoted = tokens.word(at).trim_matches('"') == name;
        let indexed = quoted && tokens.before(at) == "[" && tokens.word(at + 1) == "]";
        let named = quoted && tokens.before(at) == "." && tokens.is(at, Kind::Word);
        let root = at.checked_sub(2).map(|root| tokens.word(root));
        (indexed || named) && root.is_some_and(|root| root != frame)
    };
    let mut near: Vec<usize> = (0..tokens.len()).filter(|at| is_other(*at)).collect();
    near.sort_by_key(|at| (*at as isize - middle).abs());
    let Some(found) = near.first() else { return Vec::new() };
    let last = found + usize::from(tokens.before(*found) == "[");
    vec![(tokens.span(found - 2, last), format!("{frame}[\"{merged}\"]"))]
}

/// An operand of `&` or `|` that is a number: `(x == 1)`.
fn condition(tokens: &Tokens<'_>, right: bool, at: usize) -> Vec<(Range<usize>, String)> {
    let sign = tokens.from(at);
    let (first, last) = if right {
        (sign + 1, tokens.chain_end(sign + 1))
    } else if sign > 0 {
        (tokens.chain(sign - 1), sign - 1)
    } else {
        return Vec::new();
    };
    if last >= tokens.len() {
        return Vec::new();
    }
    let span = tokens.span(first, last);
    vec![(span.start..span.start, "(".into()), (span.end..span.end, " == 1)".into())]
}

/// A whole number beside a division: with a point.
fn float(tokens: &Tokens<'_>, at: usize) -> Vec<(Range<usize>, String)> {
    let sign = tokens.from(at);
    let whole = |at: usize| {
        tokens.is(at, Kind::Number)
            && tokens.word(at).chars().all(|c| c.is_ascii_digit() || c == '_')
    };
    let number =
        sign.checked_sub(1).filter(|at| whole(*at)).or(Some(sign + 1).filter(|at| whole(*at)));
    let Some(number) = number else { return Vec::new() };
    let end = tokens.span(number, number).end;
    vec![(end..end, ".0".to_owned())]
}
