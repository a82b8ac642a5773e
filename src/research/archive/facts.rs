//! What there is to say of a research: its best rows, its dead, its flags, what is active at the end.

use std::collections::{BTreeMap, HashSet};

use crate::research::books::{Entry, RunEntry};
use crate::research::commit::commit;
use crate::research::desk::{Active, Desk};
use crate::research::event::Event;
use crate::research::ledger::Row;
use crate::research::status::{Standing, Status};
use crate::research::tally::{all_runs, dates, events, flags, last_runs, steps};

/// The facts of a research.
pub(super) struct Facts<'a> {
    /// The name of the archive.
    pub name: &'a str,
    /// When it was made.
    pub date: &'a str,
    pub desk: &'a Desk<'a>,
    pub status: Status,
    /// What HEAD is.
    pub commit: String,
    /// The dates of the journal's first and last entry.
    pub dates: Option<(&'a str, &'a str)>,
    /// How many runs there were, the same one counted as often as it was run.
    pub runs: usize,
    /// How many rows each event has.
    pub events: Vec<(Event, usize)>,
    /// The configs that were run under, first one first.
    pub configs: Vec<&'a str>,
    /// The kept row with the best headline.
    pub best: Option<Peak<'a>>,
    /// The kept row whose lowest profit is the highest.
    pub profit: Option<Peak<'a>>,
    /// The kept rows that no other one beats, best headline first.
    pub front: Vec<Peak<'a>>,
    /// The kept rows that raised the best headline, with their rounds.
    pub steps: Vec<(usize, &'a Row)>,
    /// The rows of killed strategies, each with the best row that was kept of it.
    pub kills: Vec<(&'a Row, Option<&'a Row>)>,
    /// The flags that were raised, each in how many trials.
    pub flags: Vec<(&'static str, usize)>,
    /// The active strategies, each with the last run of its script as it is.
    pub active: Vec<(&'a Active, Option<&'a RunEntry>)>,
}

/// A kept row.
pub(super) struct Peak<'a> {
    pub standing: Standing,
    /// The last run of its script.
    pub run: Option<&'a RunEntry>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(
        desk: &'a Desk<'a>,
        entries: &'a [Entry],
        (name, date): (&'a str, &'a str),
    ) -> Self {
        let (kept, numbers, runs) = (desk.kept(), desk.numbers(), last_runs(entries));
        let run_of = |at: usize| desk.script_of_row(at).and_then(|key| runs.get(key).copied());
        let peak = |at: usize| Peak { standing: desk.standing(at, &numbers), run: run_of(at) };
        let profit = |at: usize| run_of(at).and_then(|run| run.summary.worst_profit_pct);
        let by_profit = kept.iter().filter_map(|at| Some((*at, profit(*at)?)));
        let most = by_profit.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let front = desk.front(&kept);
        let active = desk.active.iter().map(|active| {
            let read = active.read.as_ref().ok();
            (active, read.and_then(|now| runs.get(now.key.as_str()).copied()))
        });
        Self {
            name,
            date,
            desk,
            status: desk.status(),
            commit: commit(&desk.workspace.root, &[]),
            dates: dates(entries),
            runs: all_runs(entries).count(),
            events: events(&desk.ledger.rows),
            configs: configs(entries),
            best: front.first().map(|at| peak(*at)),
            profit: most.map(|(at, _)| peak(at)),
            front: front.iter().map(|at| peak(*at)).collect(),
            steps: steps(desk, &kept),
            kills: kills(desk, &kept),
            flags: flags(entries),
            active: active.collect(),
        }
    }
}

fn configs(entries: &[Entry]) -> Vec<&str> {
    let mut seen = HashSet::new();
    let keys = all_runs(entries).filter(|run| run.what_if.is_none());
    keys.map(|run| run.config.as_str()).filter(|key| seen.insert(*key)).collect()
}

fn kills<'a>(desk: &'a Desk<'_>, kept: &[usize]) -> Vec<(&'a Row, Option<&'a Row>)> {
    let rows = &desk.ledger.rows;
    let mut best: BTreeMap<&str, usize> = BTreeMap::new();
    for at in kept {
        let one = best.entry(rows[*at].strategy()).or_insert(*at);
        if desk.headline(*at) > desk.headline(*one) {
            *one = *at;
        }
    }
    let killed = rows.iter().filter(|row| row.event == Event::Kill);
    killed.map(|row| (row, best.get(row.strategy()).map(|at| &rows[*at]))).collect()
}
