//! A script's text: as its author wrote it, and as it is compiled after mends.
//!
//! What a script says wrong is mended for the moment, so that what comes behind it can be looked at too.
//! Places are always those of the text as it was written.

mod mended;

use std::collections::BTreeMap;
use std::ops::Range;

use rhai::Position;

use super::confusions::Confusion;
use super::errors::{Fault, MOST_FAULTS};
use super::host::MOST_BYTES;
use super::linked::{self, Links, Part};
use super::tokens::{self, Tokens};
use crate::diag::text::{Edit, Text};
use crate::diag::{Diagnostic, Place};
use crate::strategy::plan::Mend;

/// A script's text with the names of its files.
#[derive(Clone, Debug)]
pub(super) struct Source {
    parts: Vec<Part>,
    /// All parts, as they were written.
    written: Text,
    /// Changes of the written text, in its order.
    mends: Vec<(Range<usize>, String)>,
    /// The written text after them.
    mended: Text,
    /// How the parts of the mended text are linked.
    links: Links,
    /// The mended text after that.
    compiled: Text,
}

impl Source {
    /// A script and the texts that it may import, by name.
    pub(super) fn new(file: &str, text: &str, imports: &BTreeMap<String, String>) -> Self {
        let (whole, parts) = linked::join(file, text, imports);
        let written = Text::new(&whole);
        let mut source = Self {
            parts,
            mended: written.clone(),
            compiled: written.clone(),
            written,
            mends: Vec::new(),
            links: Links::default(),
        };
        source.link();
        source
    }

    /// Makes the text to compile anew, after mends.
    pub(super) fn remake(&mut self) {
        let changes =
            self.mends.iter().map(|(range, text)| (range.clone(), text.as_str())).collect();
        self.mended = Text::new(&self.written.replace(changes));
        self.link();
    }

    /// Links the parts as they are now.
    fn link(&mut self) {
        if self.is_too_long() || !self.mended.as_str().contains("import") {
            self.links = Links::default();
            return self.compiled = self.mended.clone();
        }
        let part =
            |part: &Part| forward(&self.mends, part.at.start)..forward(&self.mends, part.at.end);
        let parts: Vec<_> = self.parts.iter().map(|of| (of.name.as_str(), part(of))).collect();
        self.links = Links::new(self.mended.as_str(), &parts);
        let renames = self.links.renames.iter();
        let renames = renames.map(|(range, name)| (range.clone(), name.as_str())).collect();
        self.compiled = Text::new(&self.mended.replace(renames));
    }

    /// What keeps the parts from being linked.
    pub(super) fn link_faults(&self) -> Vec<Fault> {
        let compiled = |range: &Range<usize>| {
            forward(&self.links.renames, range.start)..forward(&self.links.renames, range.end)
        };
        let fault = |found: &Confusion| {
            let found = found.moved(compiled);
            Fault { diagnostic: self.confusion(&found), at: found.at.start }
        };
        self.links.faults.iter().take(MOST_FAULTS).map(fault).collect()
    }

    /// The script with more and more of what it imports, and in the end with all: what is wrong with one
    /// text shows before the next one begins.
    pub(super) fn growing(&self) -> impl Iterator<Item = Self> {
        (1..=self.parts.len()).map(|count| {
            let mut grown = self.clone();
            grown.compiled = Text::new(&self.text()[..self.end_of(count - 1)]);
            grown
        })
    }

    /// The script itself as it was written.
    pub(super) fn own_tokens(&self) -> Tokens<'_> {
        Tokens::new(&self.written.as_str()[self.parts[0].at.clone()])
    }

    /// How many bytes were written.
    pub(super) fn bytes(&self) -> usize {
        self.written.as_str().len()
    }

    /// Whether more was written than any script may have, or more is to be compiled than that can make.
    pub(super) fn is_too_long(&self) -> bool {
        self.bytes() > MOST_BYTES || self.text().len() > 4 * MOST_BYTES
    }

    /// Whether it imports nothing.
    pub(super) fn is_alone(&self) -> bool {
        self.parts.len() == 1
    }

    /// Whether the script itself, if a byte of the compiled text stands in it, imports something under a name.
    pub(super) fn has_alias(&self, alias: &str, at: usize) -> bool {
        at < self.end() && self.links.aliases.iter().any(|(_, known)| known == alias)
    }

    /// How many bytes a compile of all that grows has to read.
    pub(super) fn work(&self) -> usize {
        (0..self.parts.len()).map(|part| self.end_of(part)).sum()
    }

    /// The byte of the compiled text that a part ends at.
    fn end_of(&self, part: usize) -> usize {
        if part + 1 == self.parts.len() {
            return self.text().len();
        }
        forward(&self.links.renames, forward(&self.mends, self.parts[part].at.end))
    }

    /// The byte of the compiled text that the script itself ends at, and its imports begin.
    pub(super) fn end(&self) -> usize {
        self.end_of(0)
    }

    /// A finding as the author of the script sees it: names as they were written, and changes of no other
    /// file.
    pub(super) fn told(&self, mut found: Diagnostic) -> Diagnostic {
        if self.is_alone() {
            return found;
        }
        let file = found.place.as_ref().map_or(&self.parts[0].file, |place| &place.file);
        let part = self.parts.iter().find(|part| part.file == *file).unwrap_or(&self.parts[0]);
        found.message = self.links.shown(&found.message, &part.name);
        found.help = found.help.map(|help| self.links.shown(&help, &part.name));
        if !part.name.is_empty() {
            found.edits.clear();
        }
        found
    }

    /// The text to compile.
    pub(super) fn text(&self) -> &str {
        self.compiled.as_str()
    }

    pub(super) fn tokens(&self) -> Tokens<'_> {
        Tokens::new(self.compiled.as_str())
    }

    /// What is imported and not used.
    pub(super) fn unused_imports(&self) -> Vec<Diagnostic> {
        let warning = |(alias, range): &(String, Range<usize>)| {
            let original = back(&self.mends, range.start)..back(&self.mends, range.end);
            let text = self.written.as_str();
            let rest = &text[original.end..];
            let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let alone = rest[..line].trim().is_empty() && text[..original.start].ends_with(['\n']);
            let end = original.end + if alone { line } else { 0 };
            Diagnostic::warning("AQ509", format!("nothing of `{alias}` is used"))
                .at(Some(self.place_written(original.start..original.start + "import".len())))
                .with_help("remove the import, or use what it has")
                .with_edits(vec![self.written.edit(original.start..end, "")])
        };
        let tokens = self.own_tokens();
        // Also where what uses it is left out for the moment.
        let is_used = |alias: &str| {
            let is_read = |at: usize| ["::", "."].contains(&tokens.word(at + 1));
            (0..tokens.len()).any(|at| tokens.word(at) == alias && is_read(at))
        };
        self.links.unused.iter().filter(|(alias, _)| !is_used(alias)).map(warning).collect()
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
        self.place_written(self.original(range.start)..self.original(range.end))
    }

    /// The word or sign that the script begins with.
    pub(super) fn beginning(&self) -> Place {
        self.place_written(0..tokens::length_at(self.written.as_str(), 0).unwrap_or(1))
    }

    fn place_written(&self, Range { start, end }: Range<usize>) -> Place {
        let (line, column) = self.written.position(start);
        let source = self.written.line(line).to_owned();
        let part = self.part_at(start);
        let rest = source.chars().count().saturating_sub(column - 1);
        let length = self.written.as_str().get(start..end).map_or(0, |text| text.chars().count());
        Place {
            file: part.file.clone(),
            line: line + 1 - part.line,
            column,
            length: length.clamp(1, rest.max(1)),
            source,
        }
    }

    /// The part that a byte of the written text is in.
    fn part_at(&self, original: usize) -> &Part {
        let after = self.parts.partition_point(|part| part.at.start <= original);
        &self.parts[after.max(1) - 1]
    }

    /// The byte of a position of Rhai's; one without a line is the end, and none lies behind it.
    pub(super) fn offset(&self, position: Position) -> usize {
        let end = self.compiled.as_str().trim_end().len();
        match (position.line(), position.position()) {
            (Some(line), Some(column)) => self.compiled.offset(line, column).min(end),
            (Some(line), None) => self.compiled.offset(line, usize::MAX).min(end),
            _ => end,
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
        back(&self.mends, back(&self.links.renames, compiled))
    }

    /// Whether a byte of the compiled text stands within a mend.
    fn is_mended(&self, compiled: usize) -> bool {
        let mended = back(&self.links.renames, compiled);
        let mut shift = 0_isize;
        self.mends.iter().any(|(range, text)| {
            let start = range.start.wrapping_add_signed(shift);
            shift += text.len() as isize - range.len() as isize;
            start < mended && mended < start + text.len()
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
        (!crossed && original.start <= original.end).then(|| {
            let part = &self.part_at(original.start).name;
            (original, self.links.shown(text, part))
        })
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

    /// Compiles with these changes of the written text from now on, once it is made anew. Says whether any is
    /// new.
    pub(super) fn mend(&mut self, edits: &[Edit]) -> bool {
        let before = self.mends.len();
        for edit in edits {
            let mend = (self.written.range(edit), edit.text.clone());
            let (at, _) = &mend;
            let is_crossed =
                |(other, _): &(Range<usize>, _)| other.start < at.end && at.start < other.end;
            if !self.mends.contains(&mend) && !self.mends.iter().any(is_crossed) {
                self.mends.push(mend);
            }
        }
        self.mends.sort_by_key(|(range, _)| (range.start, range.end));
        self.mends.len() > before
    }

    /// The same for a text in the place of bytes of the written text, whatever was mended in them. Says whether
    /// anything changes.
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
            Mend::Column { name, merged } => mended::column(&tokens, name, merged, at),
            Mend::Condition { right } => mended::condition(&tokens, *right, at),
            Mend::Float => mended::float(&tokens, at),
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

/// The byte that a byte is at after changes; the end of one where it stands in what was changed.
fn forward(changes: &[(Range<usize>, String)], at: usize) -> usize {
    let mut shift = 0_isize;
    for (range, text) in changes.iter().take_while(|(range, _)| range.start < at) {
        if at < range.end {
            return range.start.wrapping_add_signed(shift) + text.len();
        }
        shift += text.len() as isize - range.len() as isize;
    }
    at.wrapping_add_signed(shift)
}

/// The byte that a byte was at before changes; the beginning of one where it stands in what it made.
fn back(changes: &[(Range<usize>, String)], at: usize) -> usize {
    let mut shift = 0_isize;
    for (range, text) in changes {
        let start = range.start.wrapping_add_signed(shift);
        if at < start {
            break;
        }
        if at < start + text.len() {
            return range.start;
        }
        shift += text.len() as isize - range.len() as isize;
    }
    at.wrapping_add_signed(-shift)
}
