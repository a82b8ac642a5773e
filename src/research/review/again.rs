//! The last runs, once more.

use std::collections::{BTreeMap, BTreeSet};

use crate::data::frames::Frames;
use crate::job::{
    Completed, ConfigKey, DataKey, Inspected, Job, JobKey, Prepared, SEMANTICS, ScriptText, Status,
    backtests, inspect, read_ahead,
};
use crate::model::market::ExchangeRules;
use crate::research::books::{Entry, RangeEntry, RunEntry};
use crate::research::desk::Desk;
use crate::research::tally::all_runs;

/// The last run of a strategy, and its backtests once more.
#[derive(Debug)]
pub struct Again {
    /// What was written down.
    pub entry: RunEntry,
    /// Whether its file is there.
    pub is_active: bool,
    /// Whether the file says what was run.
    pub is_same: bool,
    /// Why there is nothing more than what was written down.
    pub missing: Option<String>,
    /// One for each timerange.
    pub backtests: Vec<Backtest>,
    /// Its script, ready to run.
    prepared: Option<Prepared>,
}

/// A timerange of a run.
#[derive(Debug)]
pub struct Backtest {
    /// What was written down.
    pub entry: RangeEntry,
    /// What came of it once more; `None` where it failed, or would be another one.
    pub completed: Option<Box<Completed>>,
}

/// The last run of each active strategy, and all of the last round, by name.
pub(super) fn last_runs(
    desk: &Desk<'_>,
    entries: &[Entry],
    rules: &ExchangeRules,
    candles: &Frames<'_>,
) -> Vec<Again> {
    let last_round = last_round(entries);
    let mut runs: BTreeMap<&str, &RunEntry> = BTreeMap::new();
    for run in all_runs(entries) {
        let name = run.strategy.as_str();
        if desk.active(name).is_some() || last_round.contains(name) {
            runs.insert(name, run);
        }
    }
    runs.into_values().map(|run| Again::of(desk, run, rules, candles)).collect()
}

/// The strategies of the last round: what was written down together.
fn last_round(entries: &[Entry]) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut date = None;
    for entry in entries.iter().rev() {
        match entry {
            Entry::Run(run)
                if date.is_none_or(|date| date == run.date)
                    && !names.contains(run.strategy.as_str()) =>
            {
                names.insert(run.strategy.as_str());
                date = Some(run.date.as_str());
            }
            // What was logged before the round ends it, what was logged since does not.
            Entry::Log(_) if names.is_empty() => {}
            _ => break,
        }
    }
    names
}

impl Again {
    fn of(desk: &Desk<'_>, run: &RunEntry, rules: &ExchangeRules, candles: &Frames<'_>) -> Self {
        let active = desk.active(&run.strategy);
        let now = active.and_then(|active| active.read.as_ref().ok());
        let (prepared, completed, missing) = match once_more(desk, run, rules, candles) {
            Ok(Some((prepared, completed))) => (Some(prepared), completed, None),
            Ok(None) => (None, Vec::new(), None),
            Err(missing) => (None, Vec::new(), Some(missing)),
        };
        let mut completed = completed.into_iter();
        let backtests = run
            .results
            .iter()
            .map(|entry| Backtest { entry: entry.clone(), completed: completed.next().flatten() });
        Self {
            is_active: active.is_some(),
            is_same: now.is_some_and(|now| now.key == run.script.as_str()),
            missing,
            backtests: backtests.collect(),
            prepared,
            entry: run.clone(),
        }
    }

    /// The pairs of a backtest with their columns. They take much room: they are computed when they are asked
    /// for, and not kept.
    pub fn pairs(&self, backtest: &Backtest, candles: &Frames<'_>) -> Vec<Inspected> {
        let prepared = self.prepared.as_ref().filter(|_| backtest.completed.is_some());
        let pairs = prepared.map(|one| inspect(one, &backtest.entry.timerange, candles));
        pairs.and_then(Result::ok).unwrap_or_default()
    }
}

/// What comes of each backtest of a run; `None` for those that failed.
type Ran = Vec<Option<Box<Completed>>>;

/// A run once more: nothing where its script did not run then either, an error with the reason where it would
/// come to something else.
fn once_more(
    desk: &Desk<'_>,
    run: &RunEntry,
    rules: &ExchangeRules,
    candles: &Frames<'_>,
) -> Result<Option<(Prepared, Ran)>, String> {
    let again = |what: &str| {
        format!(
            "{what} since trial {}: `autoquant run {}` shows it again",
            run.number, run.strategy
        )
    };
    let mut config = desk.workspace.config.clone();
    let tried = run.what_if.as_ref();
    config.fee = tried.and_then(|tried| tried.fee).or(config.fee);
    if ConfigKey::of(&config) != run.config {
        return Err(again("config.json has changed"));
    }
    if run.semantics != SEMANTICS {
        return Err(again(&format!("the rules of simulation have changed ({})", run.semantics)));
    }
    let script = script(desk, run)?;
    let given = tried.map(|tried| tried.set.clone()).unwrap_or_default();
    let Ok(prepared) = Prepared::new(&script, &config, &given) else {
        // Its timeranges say why.
        return Ok(None);
    };
    read_ahead(std::iter::once(&prepared), &config, candles);
    let wanted: Vec<(usize, Job)> = run
        .results
        .iter()
        .enumerate()
        .filter(|(_, range)| range.error.is_none())
        .map(|(at, range)| {
            let (script, config) = (script.clone(), config.clone());
            let timerange = range.timerange.clone();
            let mut job = Job::new(&run.strategy, script, config, rules.clone(), timerange);
            job.parameters.clone_from(&given);
            (at, job)
        })
        .collect();
    let jobs: Vec<(&Job, &Prepared)> = wanted.iter().map(|(_, job)| (job, &prepared)).collect();
    let outcomes = backtests(&jobs, candles);
    let mut ran: Ran = run.results.iter().map(|_| None).collect();
    for ((at, job), outcome) in wanted.iter().zip(outcomes) {
        let key = DataKey::of(job, &prepared, candles);
        let key = key.map(|data| JobKey::of(job, &prepared, &data));
        let (Status::Completed(completed), true) =
            (outcome.status, key.is_some() && key == run.results[*at].job)
        else {
            return Err(again("the candles or market rules have changed"));
        };
        ran[*at] = Some(completed);
    }
    Ok(Some((prepared, ran)))
}

/// The script as it was run.
fn script(desk: &Desk<'_>, run: &RunEntry) -> Result<ScriptText, String> {
    let text = |name: &String| {
        desk.books.script(name).map_err(|error| format!("its script is in no journal: {error}"))
    };
    let imports = run.imports.iter().map(|(name, kept)| Ok((name.clone(), text(kept)?)));
    Ok(ScriptText {
        file: run.file.clone(),
        text: text(&run.text)?,
        imports: imports.collect::<Result<BTreeMap<_, _>, String>>()?,
    })
}
