//! The lives of strategies, as the event log tells them, and the rules that they keep.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::event::Event;
use super::ledger::Row;

/// What became of all strategies that were ever logged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lives {
    /// Each by its name.
    pub lives: BTreeMap<String, Life>,
    /// The rows of each round. A round ends where a strategy comes up again.
    pub rounds: Vec<Range<usize>>,
}

/// What became of one strategy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// Whether it was not killed.
    pub alive: bool,
    /// How many rounds in a row it was left as it was.
    pub stables: usize,
    /// Its last row.
    pub last: usize,
    /// The row that it was last forked in.
    forked: Option<usize>,
}

impl Lives {
    /// Reads the rows of a log.
    pub fn of(rows: &[Row]) -> Self {
        let mut lives = Self::default();
        let mut here: BTreeSet<&str> = BTreeSet::new();
        for (at, row) in rows.iter().enumerate() {
            if here.contains(row.strategy()) || lives.rounds.is_empty() {
                here.clear();
                lives.rounds.push(at..at);
            }
            here.insert(row.strategy());
            let round = lives.rounds.last_mut().expect("one was just begun");
            round.end = at + 1;
            let begin = begin(rows, round.start);
            lives.take(row, at, begin);
        }
        lives
    }

    fn take(&mut self, row: &Row, at: usize, begin: usize) {
        // Whoever is forked was worked on, whichever row comes first.
        if let Some(parent) = row.parent().and_then(|parent| self.lives.get_mut(parent)) {
            parent.forked = Some(at);
            parent.stables = 0;
        }
        let new = || Life { alive: true, stables: 0, last: at, forked: None };
        let life = self.lives.entry(row.strategy().to_owned()).or_insert_with(new);
        life.last = at;
        life.alive = row.event != Event::Kill;
        life.stables = match row.event {
            Event::Stable if life.forked.is_none_or(|forked| forked < begin) => life.stables + 1,
            _ => 0,
        };
    }

    /// A strategy that was not killed.
    pub fn alive(&self, name: &str) -> Option<&Life> {
        self.lives.get(name).filter(|life| life.alive)
    }

    /// The names of all that were not killed.
    pub fn all_alive(&self) -> impl Iterator<Item = &str> {
        self.lives.iter().filter(|(_, life)| life.alive).map(|(name, _)| name.as_str())
    }
}

/// Where a round begins that has its first known row at `start`. A new strategy comes up for the first
/// time, so its row, when it is the first of a round, looks like the last one of the round before: where
/// that one had other rows it may belong to either, and counts for both.
fn begin(rows: &[Row], start: usize) -> usize {
    let is_new = |row: &Row| matches!(row.event, Event::Create | Event::Fork);
    let new = rows[..start].iter().rev().take_while(|row| is_new(row)).count();
    if new < start { start - new } else { start }
}

/// Whether a round left everything as it was.
pub(super) fn touched_nothing(rows: &[Row], round: &Range<usize>) -> bool {
    let rows = &rows[begin(rows, round.start)..round.end];
    !rows.is_empty() && rows.iter().all(|row| row.event == Event::Stable)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows from words: `create A`, `fork A→B`.
    fn rows(text: &str) -> Vec<Row> {
        let row = |(at, words): (usize, &str)| {
            let (event, name) = words.trim().split_once(' ').unwrap();
            Row {
                line: at + 2,
                commit: "aaaaaaa".into(),
                event: Event::parse(event).unwrap(),
                strategy_name: name.to_owned(),
                figures: None,
                note: String::new(),
            }
        };
        text.split(',').enumerate().map(row).collect()
    }

    #[test]
    fn a_round_ends_where_a_strategy_comes_up_again() {
        let lives = Lives::of(&rows("create A, create B, evolve A, stable B, kill B, evolve A"));
        assert_eq!(lives.rounds, [0..2, 2..4, 4..6]);
        assert_eq!(lives.all_alive().collect::<Vec<_>>(), ["A"]);
        assert!(Lives::of(&[]).rounds.is_empty());
    }

    #[test]
    fn rounds_without_a_change_are_counted_in_a_row() {
        let stables = |text: &str| Lives::of(&rows(text)).lives["A"].stables;
        assert_eq!(stables("create A, stable A, stable A"), 2);
        assert_eq!(stables("create A, stable A, evolve A, stable A"), 1);
        assert_eq!(stables("create A, stable A, kill A, create A"), 0);
    }

    #[test]
    fn a_fork_is_work_on_its_parent_in_either_order() {
        let stables = |text: &str| Lives::of(&rows(text)).lives["A"].stables;
        assert_eq!(stables("create A, stable A, stable A, fork A→B"), 0);
        assert_eq!(stables("create A, stable A, fork A→B, stable A"), 0);
        assert_eq!(stables("create A, stable A, fork A→B, stable A, stable B, stable A"), 1);
        assert_eq!(stables("create A, stable A, evolve A, stable A, stable A"), 2);
        assert!(Lives::of(&rows("create A, fork A→B")).alive("B").is_some());
    }

    #[test]
    fn a_round_that_touches_nothing() {
        let last = |text: &str| {
            let rows = rows(text);
            let lives = Lives::of(&rows);
            touched_nothing(&rows, lives.rounds.last().unwrap())
        };
        assert!(last("create A, create B, stable A, stable B"));
        assert!(!last("create A, create B, stable A, fork A→C, stable B"));
        assert!(!last("create A, create B"));
        assert!(!last("create A, evolve A, create B, stable A"));
        assert!(last("create A, evolve A, create B, stable A, stable B, stable A, stable B"));
    }
}
