//! Every distinct trial: what it was, what came of it, what became of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use crate::research::books::{Entry, RunEntry, Tried};
use crate::research::desk::Desk;
use crate::research::event::Event;
use crate::research::ledger::Pair;
use crate::research::log::headline;
use crate::research::tally::all_runs;

/// FreqTrade's word for a ratio that is none, for want of trades or of a deviation.
const NO_RATIO: f64 = -100.0;

/// One distinct trial.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Experiment {
    /// Its number.
    pub trial: usize,
    /// When it was first run, RFC 3339.
    pub date: String,
    /// The strategy.
    pub strategy: String,
    /// The version that was run.
    pub commit: String,
    /// What became of it.
    pub fate: Fate,
    /// The headline's Sharpe ratio; `None` where a timerange failed.
    pub sharpe: Option<f64>,
    /// The drawdown of its family, percent.
    pub max_dd: Option<f64>,
    /// The lowest profit of all timeranges, percent.
    pub profit_pct: Option<f64>,
    /// Whether it raised the best headline of all that were kept.
    pub best: bool,
    /// Whether it was kept, and no other kept one beats it in both figures.
    pub front: bool,
    /// What was tried without an edit.
    pub what_if: Option<String>,
    /// The flags that it raised, as blocks show them.
    pub flags: Vec<String>,
    /// The event that logged its script.
    pub event: Option<Event>,
    /// The note of that row.
    pub note: Option<String>,
    /// Its line in the log.
    pub line: Option<usize>,
    /// Why a timerange failed.
    pub error: Option<String>,
}

/// What became of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Its script was logged as new or changed, in a commit that is still reached.
    Kept,
    /// It was not.
    Discarded,
    /// A timerange failed.
    Failed,
}

/// All of them, in the order of their numbers.
pub(super) fn experiments(desk: &Desk<'_>, entries: &[Entry], kept: &[usize]) -> Vec<Experiment> {
    let family = desk.workspace.gates.headline;
    let scripts: HashSet<&str> = kept.iter().filter_map(|at| desk.script_of_row(*at)).collect();
    let (rows, logged) = (rows_of_scripts(desk), logged(entries));
    let mut runs: BTreeMap<usize, (&RunEntry, &RunEntry)> = BTreeMap::new();
    for run in all_runs(entries) {
        let (_, told) = runs.entry(run.number).or_insert((run, run));
        // The same trial comes to the same figures, unless its candles could not be read.
        if !run.failed() || told.failed() {
            *told = run;
        }
    }
    let mut experiments: Vec<Experiment> = runs
        .into_values()
        .map(|(first, told)| {
            let pair = headline(told, family).filter(|_| !told.failed());
            // The same script under another config is another trial, and nobody kept that one.
            let script = told.script.as_str();
            let numbers = logged.get(script);
            let is_its = numbers.is_none_or(|numbers| numbers.contains(&told.number));
            let is_its = is_its && told.what_if.is_none();
            let is_kept = is_its && scripts.contains(script);
            let row = rows.get(script).filter(|_| is_its).map(|at| &desk.ledger.rows[*at]);
            Experiment {
                trial: told.number,
                date: first.date.clone(),
                strategy: told.strategy.clone(),
                commit: row.map_or(&told.commit, |row| &row.commit).clone(),
                fate: match (told.failed(), is_kept) {
                    (true, _) => Fate::Failed,
                    (false, true) => Fate::Kept,
                    (false, false) => Fate::Discarded,
                },
                sharpe: pair.map(|pair| pair.sharpe),
                max_dd: pair.map(|pair| pair.max_dd),
                profit_pct: told.summary.worst_profit_pct.filter(|_| pair.is_some()),
                best: false,
                front: false,
                what_if: told.what_if.as_ref().map(Tried::to_string),
                flags: told.shown_flags(),
                event: row.map(|row| row.event),
                note: row.map(|row| row.note.clone()),
                line: row.map(|row| row.line),
                error: fault(told),
            }
        })
        .collect();
    mark_best(&mut experiments);
    mark_front(&mut experiments);
    experiments
}

/// The row that first brought each script.
fn rows_of_scripts<'a>(desk: &Desk<'a>) -> HashMap<&'a str, usize> {
    let mut rows = HashMap::new();
    for (at, row) in desk.ledger.rows.iter().enumerate() {
        if let Some(script) = desk.script_of_row(at).filter(|_| row.event.brings_a_script()) {
            rows.entry(script).or_insert(at);
        }
    }
    rows
}

/// The trials that each script was logged with; a row that was written by hand has none.
fn logged(entries: &[Entry]) -> HashMap<&str, HashSet<usize>> {
    let mut numbers: HashMap<&str, HashSet<usize>> = HashMap::new();
    for entry in entries {
        let Entry::Log(log) = entry else { continue };
        for row in log.rows.iter().filter(|row| row.event.brings_a_script()) {
            if let (Some(script), Some(number)) = (&row.script, row.number) {
                numbers.entry(script.as_str()).or_default().insert(number);
            }
        }
    }
    numbers
}

fn fault(run: &RunEntry) -> Option<String> {
    let fault = run.results.iter().find_map(|range| range.error.as_ref())?;
    Some(format!("{}: {}", fault.code, fault.message))
}

/// Those that raise the best headline of all that were kept.
fn mark_best(experiments: &mut [Experiment]) {
    let mut best = f64::NEG_INFINITY;
    for one in experiments.iter_mut().filter(|one| one.fate == Fate::Kept) {
        if let Some(sharpe) = one.sharpe.filter(|sharpe| *sharpe > best) {
            best = sharpe;
            one.best = true;
        }
    }
}

/// Those that were kept and that no other kept one beats.
fn mark_front(experiments: &mut [Experiment]) {
    // A ratio that is none beats nobody.
    let pair = |one: &Experiment| {
        let sharpe = one.sharpe.filter(|sharpe| *sharpe > NO_RATIO)?;
        Some(Pair { sharpe, max_dd: one.max_dd? })
    };
    let is_kept = |one: &&Experiment| one.fate == Fate::Kept;
    let pairs: Vec<Pair> = experiments.iter().filter(is_kept).filter_map(pair).collect();
    for one in experiments.iter_mut().filter(|one| one.fate == Fate::Kept) {
        one.front = pair(one).is_some_and(|own| !pairs.iter().any(|other| other.dominates(&own)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn experiment(fate: Fate, sharpe: f64, max_dd: f64) -> Experiment {
        Experiment {
            trial: 1,
            date: String::new(),
            strategy: "A".into(),
            commit: "aaaaaaa".into(),
            fate,
            sharpe: Some(sharpe),
            max_dd: Some(max_dd),
            profit_pct: None,
            best: false,
            front: false,
            what_if: None,
            flags: Vec::new(),
            event: None,
            note: None,
            line: None,
            error: None,
        }
    }

    #[test]
    fn only_what_was_kept_raises_the_best_and_stands_on_the_front() {
        let mut all = [
            experiment(Fate::Kept, 0.5, -10.0),
            experiment(Fate::Discarded, 0.9, -1.0),
            experiment(Fate::Kept, 0.4, -12.0),
            experiment(Fate::Kept, 0.3, -5.0),
            experiment(Fate::Kept, 0.6, -20.0),
            Experiment { sharpe: None, max_dd: None, ..experiment(Fate::Failed, 0.0, 0.0) },
        ];
        mark_best(&mut all);
        mark_front(&mut all);
        let marks: Vec<(bool, bool)> = all.iter().map(|one| (one.best, one.front)).collect();
        let (neither, both, front) = ((false, false), (true, true), (false, true));
        assert_eq!(marks, [both, neither, neither, front, both, neither]);
    }
}
