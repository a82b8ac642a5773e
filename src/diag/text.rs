//! A script's text: lines and columns, byte offsets, and changes of it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A change of a text: what stands from a place up to another one (not with it) becomes `text`.
/// Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// The line of the first character.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column behind the last character.
    pub end_column: usize,
    /// What stands there afterwards.
    pub text: String,
}

/// A text that knows where its lines begin.
#[derive(Clone, Debug)]
pub struct Text {
    whole: String,
    starts: Vec<usize>,
}

impl Text {
    /// Takes a text in.
    pub fn new(whole: &str) -> Self {
        let ends = whole.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { whole: whole.to_owned(), starts }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// How many lines there are; an end of line at the very end begins none.
    pub fn len(&self) -> usize {
        self.starts.len() - usize::from(self.whole.ends_with('\n') && self.starts.len() > 1)
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// A line without its end; empty where there is none.
    pub fn line(&self, line: usize) -> &str {
        let Some(start) = line.checked_sub(1).and_then(|at| self.starts.get(at)) else { return "" };
        let rest = &self.whole[*start..];
        let line = rest.split('\n').next().unwrap_or(rest);
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// The byte that a place begins at; the end of the line or of the text where it lies beyond.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = line.checked_sub(1).and_then(|at| self.starts.get(at)) else {
            return self.whole.len();
        };
        let text = self.line(line);
        let bytes = text.char_indices().nth(column.saturating_sub(1));
        start + bytes.map_or(text.len(), |(byte, _)| byte)
    }

    /// The line and column of a byte.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        let end = offset.clamp(start, self.whole.len());
        (line, self.whole[start..end].chars().count() + 1)
    }

    /// The change that puts `text` into the place of a range of bytes.
    pub fn edit(&self, range: Range<usize>, text: impl Into<String>) -> Edit {
        let (line, column) = self.position(range.start);
        let (end_line, end_column) = self.position(range.end);
        Edit { line, column, end_line, end_column, text: text.into() }
    }

    /// The bytes that a change takes the place of.
    pub fn range(&self, edit: &Edit) -> Range<usize> {
        let start = self.offset(edit.line, edit.column);
        start..self.offset(edit.end_line, edit.end_column).max(start)
    }

    /// The text after changes. Of two that overlap the one that begins first is made; equal ones are one.
    pub fn apply<'a>(&self, edits: impl IntoIterator<Item = &'a Edit>) -> String {
        self.replace(edits.into_iter().map(|edit| (self.range(edit), edit.text.as_str())).collect())
    }

    /// The same for changes of ranges of bytes.
    pub fn replace(&self, mut changes: Vec<(Range<usize>, &str)>) -> String {
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        changes.dedup();
        let mut changed = String::with_capacity(self.whole.len());
        let mut at = 0;
        for (range, text) in changes {
            if range.start >= at {
                changed.push_str(&self.whole[at..range.start]);
                changed.push_str(text);
                at = range.end;
            }
        }
        changed.push_str(&self.whole[at..]);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_bytes_are_the_same_thing() {
        let text = Text::new("über\r\nand\n");
        assert_eq!((text.len(), text.line(1), text.line(2), text.line(3)), (2, "über", "and", ""));
        for offset in [0, 2, 3, 7, 8, 11] {
            let (line, column) = text.position(offset);
            assert_eq!(text.offset(line, column), offset, "{line}:{column}");
        }
        assert_eq!(text.offset(1, 99), 5);
        assert_eq!(text.offset(9, 1), 11);
    }

    #[test]
    fn changes_are_made_side_by_side() {
        let text = Text::new("a and b\nor 'c'");
        let edits = [text.edit(11..14, "\"c\""), text.edit(2..5, "&"), text.edit(3..6, "!")];
        assert_eq!(text.apply(&edits), "a & b\nor \"c\"");
    }
}
