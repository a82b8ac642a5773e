//! The words of the notes: what was tried again and again.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Serialize;

use crate::research::ledger::Row;

/// The most words that are told.
const MOST: usize = 30;

/// The shortest and the longest word, characters.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=24;

/// Words that say nothing.
const EMPTY: &[&str] = &[
    "all", "also", "and", "any", "are", "but", "can", "did", "does", "for", "from", "had", "has",
    "have", "here", "into", "its", "just", "more", "most", "not", "now", "one", "only", "out",
    "over", "same", "than", "that", "the", "then", "there", "they", "this", "too", "two", "very",
    "was", "were", "what", "when", "which", "while", "will", "with", "would", "yet",
];

/// A word and how often notes have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The word, in small letters.
    pub word: String,
    /// How many notes have it.
    pub notes: usize,
    /// How many of them stand in rows that raised the best headline.
    pub kept: usize,
}

/// The most frequent words of the notes; `steps` are the rows that raised the best headline.
pub(super) fn words(rows: &[Row], steps: &[(usize, &Row)]) -> Vec<Word> {
    let raised: HashSet<usize> = steps.iter().map(|(_, row)| row.line).collect();
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in rows {
        let kept = usize::from(raised.contains(&row.line));
        for word in words_of(&row.note) {
            let (notes, raised) = found.entry(word).or_default();
            *notes += 1;
            *raised += kept;
        }
    }
    let word = |(word, (notes, kept))| Word { word, notes, kept };
    let mut words: Vec<Word> = found.into_iter().map(word).collect();
    // The map is sorted, and so are words of one count.
    words.sort_by_key(|word| std::cmp::Reverse(word.notes));
    words.truncate(MOST);
    words
}

/// The words of a note that say something, each once.
fn words_of(note: &str) -> BTreeSet<String> {
    let parts = note.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words = parts.map(str::to_lowercase).filter(|word| {
        LENGTH.contains(&word.chars().count())
            && !word.chars().all(|c| c.is_numeric() || c == '_')
            && !EMPTY.contains(&word.as_str())
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::research::event::Event;

    #[test]
    fn words_are_counted_once_a_note_and_those_that_say_nothing_are_left_out() {
        let row = |line: usize, note: &str| Row {
            line,
            commit: String::new(),
            event: Event::Evolve,
            strategy_name: "A".into(),
            figures: None,
            note: note.into(),
        };
        let rows = [
            row(2, "Wider stop: the stop was too near, 25 % of 2021"),
            row(3, "wider RSI"),
            row(4, "<script>stop</script> наверх"),
        ];
        let steps = [(1, &rows[1])];
        let words = words(&rows, &steps);
        let told: Vec<(&str, usize, usize)> =
            words.iter().map(|word| (word.word.as_str(), word.notes, word.kept)).collect();
        assert_eq!(
            told,
            [
                ("stop", 2, 0),
                ("wider", 2, 1),
                ("near", 1, 0),
                ("rsi", 1, 1),
                ("script", 1, 0),
                ("наверх", 1, 0)
            ]
        );
    }
}
