//! The life of each strategy, row by row, and how many were alive.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::research::books::Entry;
use crate::research::desk::Desk;
use crate::research::event::Event;
use crate::research::ledger::Row;
use crate::research::tally::all_runs;

/// The life of a strategy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LifeStory {
    /// Its name.
    pub strategy: String,
    /// The strategy that it was forked from.
    pub parent: Option<String>,
    /// The paradigm that its header names.
    pub paradigm: Option<String>,
    /// Whether it was not killed.
    pub alive: bool,
    /// The round of its first row, from 1.
    pub born: usize,
    /// The round of its kill.
    pub killed: Option<usize>,
    /// How many rounds in a row it was left as it was.
    pub stables: usize,
    /// Its best row.
    pub peak: Option<Place>,
    /// Its last row with figures.
    pub last: Option<Place>,
    /// Its rows.
    pub marks: Vec<Mark>,
}

/// A row of a life, by its figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The headline's Sharpe ratio.
    pub sharpe: f64,
    /// The drawdown of its family, percent.
    pub max_dd: f64,
    /// The version that was logged.
    pub commit: String,
    /// The round, from 1.
    pub round: usize,
}

/// A row of a life.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// The round, from 1.
    pub round: usize,
    /// What happened.
    pub event: Event,
    /// The headline's Sharpe ratio.
    pub sharpe: Option<f64>,
    /// The drawdown of its family, percent.
    pub max_dd: Option<f64>,
    /// The version that was logged.
    pub commit: String,
    /// Why.
    pub note: String,
}

/// The lives of all strategies, by name.
pub(super) fn lives(desk: &Desk<'_>, entries: &[Entry]) -> Vec<LifeStory> {
    let paradigms: HashMap<&str, &str> = all_runs(entries)
        .filter_map(|run| Some((run.strategy.as_str(), run.paradigm.as_deref()?)))
        .collect();
    let mut rows: BTreeMap<&str, Vec<(usize, &Row)>> = BTreeMap::new();
    for (round, range) in desk.lives.rounds.iter().enumerate() {
        for row in &desk.ledger.rows[range.clone()] {
            rows.entry(row.strategy()).or_default().push((round + 1, row));
        }
    }
    let story = |(strategy, rows): (&str, Vec<(usize, &Row)>)| {
        let life = &desk.lives.lives[strategy];
        let killed = rows.last().filter(|_| !life.alive).map(|(round, _)| *round);
        let places: Vec<Place> =
            rows.iter().filter_map(|(round, row)| place(*round, row)).collect();
        let better = |best: Place, next: &Place| {
            if next.sharpe > best.sharpe { next.clone() } else { best }
        };
        LifeStory {
            strategy: strategy.to_owned(),
            parent: rows.iter().rev().find_map(|(_, row)| row.parent()).map(str::to_owned),
            paradigm: paradigms.get(strategy).map(|paradigm| (*paradigm).to_owned()),
            alive: life.alive,
            born: rows.first().map_or(0, |(round, _)| *round),
            killed,
            stables: life.stables,
            peak: places.first().cloned().map(|first| places.iter().fold(first, better)),
            last: places.last().cloned(),
            marks: rows.iter().map(|(round, row)| mark(*round, row)).collect(),
        }
    };
    rows.into_iter().map(story).collect()
}

fn place(round: usize, row: &Row) -> Option<Place> {
    let pair = row.figures?;
    Some(Place { sharpe: pair.sharpe, max_dd: pair.max_dd, commit: row.commit.clone(), round })
}

fn mark(round: usize, row: &Row) -> Mark {
    Mark {
        round,
        event: row.event,
        sharpe: row.figures.map(|pair| pair.sharpe),
        max_dd: row.figures.map(|pair| pair.max_dd),
        commit: row.commit.clone(),
        note: row.note.clone(),
    }
}

/// How many strategies were alive after each round.
pub(super) fn active(desk: &Desk<'_>) -> Vec<usize> {
    let mut alive: BTreeSet<&str> = BTreeSet::new();
    let after = |range: &std::ops::Range<usize>| {
        for row in &desk.ledger.rows[range.clone()] {
            if row.event == Event::Kill {
                alive.remove(row.strategy());
            } else {
                alive.insert(row.strategy());
            }
        }
        alive.len()
    };
    desk.lives.rounds.iter().map(after).collect()
}
