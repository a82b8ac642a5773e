//! The whole research, to be looked at: every experiment, every life, and the last runs once more.
//!
//! The journal has no trades and no balances: a backtest takes milliseconds, so the last runs are run again
//! from the texts that the journal keeps. What would not come out as it was written down is told of instead:
//! a report counts no trial, and shows nothing that was not counted.

mod again;
mod chance;
mod experiments;
mod lives;
mod words;

pub use again::{Again, Backtest};
pub use chance::Chance;
pub use experiments::{Experiment, Fate};
pub use lives::LifeStory;
pub use words::Word;

use super::books::{Books, Unread};
use super::desk::{Desk, DeskError};
use super::event::Event;
use super::gates::Gates;
use super::ledger::RESULTS;
use super::status::Trials;
use super::tally::{dates, events, flags, steps};
use super::workspace::Workspace;
use crate::data::frames::Frames;
use crate::model::market::ExchangeRules;

/// The whole research.
#[derive(Debug)]
pub struct Review {
    /// The name of the workspace's folder.
    pub workspace: String,
    /// What profits are counted in.
    pub stake_currency: String,
    /// What each backtest begins with.
    pub starting_balance: f64,
    /// What a round is measured by.
    pub gates: Gates,
    /// What there is not, and why.
    pub missing: Vec<String>,
    /// How many distinct trials there were.
    pub trials: Trials,
    /// How many rounds were logged.
    pub rounds: usize,
    /// Rounds since the best headline of all kept rows was raised.
    pub plateau_rounds: usize,
    /// The dates of the journal's first and last entry.
    pub dates: Option<(String, String)>,
    /// One for each distinct trial, in the order of their numbers.
    pub experiments: Vec<Experiment>,
    /// One for each strategy that was ever logged, by name.
    pub lives: Vec<LifeStory>,
    /// How many strategies were alive after each round.
    pub active: Vec<usize>,
    /// How many rows each event has.
    pub events: Vec<(Event, usize)>,
    /// The words of the notes, the most frequent first.
    pub words: Vec<Word>,
    /// The flags that were raised, each in how many trials.
    pub flags: Vec<(&'static str, usize)>,
    /// What chance alone would have found; `None` after a few trials.
    pub chance: Option<Chance>,
    /// The last runs.
    pub runs: Vec<Again>,
}

/// Looks at a workspace and its books, and runs the last runs again on the candles of its store.
pub fn review(
    workspace: &Workspace,
    books: &Books,
    rules: &ExchangeRules,
    candles: &Frames<'_>,
) -> Result<Review, DeskError> {
    let desk = Desk::new(workspace, books)?;
    let (entries, unread) = books.entries_and_unread()?;
    let kept = desk.kept();
    let status = desk.status();
    let experiments = experiments::experiments(&desk, &entries, &kept);
    let mut missing = missing(&desk, &unread);
    let runs = again::last_runs(&desk, &entries, rules, candles);
    if runs.is_empty() {
        missing.push("there are no results yet: `autoquant run`, then `autoquant report`".into());
    } else if desk.ledger.rows.is_empty() {
        missing.push(format!(
            "{RESULTS} has no row: what was tried is shown as discarded until `autoquant log` keeps it"
        ));
    }
    Ok(Review {
        workspace: name(workspace),
        stake_currency: workspace.config.stake_currency.clone(),
        starting_balance: workspace.config.dry_run_wallet,
        gates: workspace.gates,
        missing,
        trials: trials(&experiments),
        rounds: status.rounds,
        plateau_rounds: status.plateau_rounds,
        dates: dates(&entries).map(|(first, last)| (first.to_owned(), last.to_owned())),
        chance: Chance::of(&experiments, &entries, &runs, workspace.gates.headline),
        experiments,
        lives: lives::lives(&desk, &entries),
        active: lives::active(&desk),
        events: events(&desk.ledger.rows),
        words: words::words(&desk.ledger.rows, &steps(&desk, &kept)),
        flags: flags(&entries),
        runs,
    })
}

/// How many trials there were, each counted once.
fn trials(experiments: &[Experiment]) -> Trials {
    let count = |fate| experiments.iter().filter(|one| one.fate == fate).count();
    Trials {
        total: experiments.len(),
        kept: count(Fate::Kept),
        discarded: count(Fate::Discarded),
        failed: count(Fate::Failed),
    }
}

/// The name of a workspace's folder, wherever one stands.
fn name(workspace: &Workspace) -> String {
    let whole = workspace.root.canonicalize();
    let folder = whole.as_deref().unwrap_or(&workspace.root).file_name();
    folder.map_or_else(|| "workspace".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The most damaged lines that are told one by one.
const MOST: usize = 20;

/// What the books do not tell.
fn missing(desk: &Desk<'_>, unread: &[Unread]) -> Vec<String> {
    let mut missing = Vec::new();
    if desk.ledger.wrong_header {
        missing.push(format!("{RESULTS}:1 is not the header of the event log"));
    }
    let damaged = &desk.ledger.damaged;
    missing.extend(damaged.iter().take(MOST).map(|(line, problem)| {
        format!("{RESULTS}:{line} cannot be read, and is left out: {problem}")
    }));
    if damaged.len() > MOST {
        missing.push(format!("{RESULTS} has {} more lines like that", damaged.len() - MOST));
    }
    let lines = |wanted: &dyn Fn(&Unread) -> bool| {
        let found: Vec<usize> =
            unread.iter().filter(|one| wanted(one)).map(|one| one.line).collect();
        (!found.is_empty()).then(|| listed(&found))
    };
    let mut tell = |lines: Option<String>, what: &str| {
        missing.extend(lines.map(|lines| format!("of the journal {what}: {lines}")));
    };
    tell(
        lines(&|one| !one.is_read && one.is_newer),
        "a newer version of autoquant wrote what this one leaves out",
    );
    tell(
        lines(&|one| one.is_read && one.is_newer),
        "a newer version of autoquant wrote more than this one knows",
    );
    tell(
        lines(&|one| !one.is_read && !one.is_newer),
        "what is no entry is left out (`autoquant status --verify` tells more)",
    );
    tell(
        lines(&|one| one.is_read && !one.is_newer),
        "somebody has changed lines that are shown as they are (`autoquant status --verify` tells more)",
    );
    missing
}

/// `line 3`, `lines 3, 4 and 12 more`.
fn listed(lines: &[usize]) -> String {
    const SHOWN: usize = 5;
    match lines {
        [line] => format!("line {line}"),
        lines => {
            let shown: Vec<String> = lines.iter().take(SHOWN).map(usize::to_string).collect();
            let more = lines.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("lines {}{more}", shown.join(", "))
        }
    }
}
