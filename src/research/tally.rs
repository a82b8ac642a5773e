//! What can be counted in the books, whoever tells of it.

use std::collections::{HashMap, HashSet};

use super::books::{Entry, RunEntry};
use super::desk::Desk;
use super::event::Event;
use super::flags::FLAGS;
use super::ledger::Row;

/// All runs, in their order.
pub(super) fn all_runs(entries: &[Entry]) -> impl Iterator<Item = &RunEntry> {
    entries.iter().filter_map(|entry| match entry {
        Entry::Run(run) => Some(&**run),
        Entry::Log(_) => None,
    })
}

/// The last run of each script in which nothing else was tried.
pub(super) fn last_runs(entries: &[Entry]) -> HashMap<&str, &RunEntry> {
    let runs = all_runs(entries).filter(|run| run.what_if.is_none());
    runs.map(|run| (run.script.as_str(), run)).collect()
}

/// The dates of the journal's first and last entry.
pub(super) fn dates(entries: &[Entry]) -> Option<(&str, &str)> {
    Some((date_of(entries.first()?), date_of(entries.last()?)))
}

fn date_of(entry: &Entry) -> &str {
    match entry {
        Entry::Run(run) => &run.date,
        Entry::Log(log) => &log.date,
    }
}

/// How many rows each event has.
pub(super) fn events(rows: &[Row]) -> Vec<(Event, usize)> {
    let count = |event| rows.iter().filter(|row| row.event == event).count();
    Event::ALL.map(|event| (event, count(event))).to_vec()
}

/// The kept rows that raised the best headline, with their rounds, from 1.
pub(super) fn steps<'a>(desk: &'a Desk<'_>, kept: &[usize]) -> Vec<(usize, &'a Row)> {
    let (mut best, mut steps) = (f64::NEG_INFINITY, Vec::new());
    for at in kept {
        if desk.headline(*at) > best {
            best = desk.headline(*at);
            let round = desk.lives.rounds.iter().position(|round| round.contains(at));
            steps.push((round.map_or(0, |round| round + 1), &desk.ledger.rows[*at]));
        }
    }
    steps
}

/// How many distinct trials raised each flag, in the order of the flags.
pub(super) fn flags(entries: &[Entry]) -> Vec<(&'static str, usize)> {
    let count = |name: &str| {
        let raised = all_runs(entries).filter(|run| run.flags.contains_key(name));
        raised.map(|run| run.number).collect::<HashSet<_>>().len()
    };
    FLAGS.iter().map(|flag| (flag.name, count(flag.name))).filter(|(_, count)| *count > 0).collect()
}
