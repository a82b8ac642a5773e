//! Writes events into the log: which one it is follows from the files and the books, the figures come from the
//! last run.

use super::books::{Books, BooksError, LoggedRow, RunEntry};
use super::commit::{commit, is_commit};
use super::desk::{Desk, DeskError, Read};
use super::event::Event;
use super::gates::Headline;
use super::ledger::{Pair, RESULTS, Row, fork_name};
use super::strategy::Strategy;
use super::workspace::{STRATEGIES, Workspace};
use crate::diag::Diagnostic;
use crate::diag::suggest::did_you_mean;
use crate::job::ConfigKey;

/// What is to be logged about a strategy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The event, where one was named.
    pub event: Option<Event>,
    /// The strategy.
    pub strategy: String,
    /// Why.
    pub note: String,
}

/// Events that cannot be logged. Nothing is written.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Nobody knows the strategy.
    #[error("there is no strategy `{name}`: no file in {STRATEGIES}, and no row in {RESULTS}")]
    Unknown {
        /// The name.
        name: String,
        /// Names that are near.
        near: Option<String>,
    },
    /// It was killed before.
    #[error("`{name}` was killed already ({RESULTS}:{line})")]
    Gone {
        /// The name.
        name: String,
        /// The line of its kill.
        line: usize,
    },
    /// Another event happened.
    #[error("`{name}` is no {given}: {reason}")]
    Contradiction {
        /// The strategy.
        name: String,
        /// The event that was named.
        given: Event,
        /// Why it is another one.
        reason: String,
        /// The event that it is.
        event: Event,
    },
    /// There are no figures of this script.
    #[error("there are no figures for `{name}`: {reason}")]
    NotRun {
        /// The strategy.
        name: String,
        /// Why.
        reason: String,
    },
    /// It was left as it was for too long.
    #[error("`{name}` was stable {rounds} rounds in a row: evolve, fork or kill it now")]
    Stagnant {
        /// The strategy.
        name: String,
        /// How often.
        rounds: usize,
    },
    /// A new strategy among too many.
    #[error("`{name}` is new, and {active} strategies are active: at most {most} are allowed")]
    NoSlot {
        /// The strategy.
        name: String,
        /// How many there are.
        active: usize,
        /// How many there may be.
        most: usize,
    },
    /// A round that leaves everything as it was.
    #[error("this round touches nothing: every strategy is as it was logged before")]
    Untouched,
    /// A round needs a note for each strategy.
    #[error("the round is not whole: no note for {}", names.join(", "))]
    Incomplete {
        /// The strategies without one.
        names: Vec<String>,
    },
    /// A strategy comes up twice.
    #[error("`{name}` comes up twice")]
    Twice {
        /// The strategy.
        name: String,
    },
    /// A note is empty.
    #[error("the note for `{name}` is empty")]
    NoNote {
        /// The strategy.
        name: String,
    },
    /// The script cannot be read.
    #[error("{0}")]
    Script(Box<Diagnostic>),
    /// The workspace or its books cannot be used.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl LogError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::Unknown { near, .. } => {
                near.clone().unwrap_or_else(|| "`autoquant status` lists those there are".into())
            }
            Self::Gone { .. } => {
                "a strategy that is gone has no further events; to bring it back, write its file and \
                 log it as new"
                    .into()
            }
            Self::Contradiction { name, given: Event::Kill, .. } => format!(
                "remove {STRATEGIES}/{name}.rhai first (`git rm` does), or leave the event out"
            ),
            Self::Contradiction { event, .. } => {
                format!("leave the event out, or write `{event}`")
            }
            Self::NotRun { name, .. } => format!("run `autoquant run {name}` first, then log it"),
            Self::Stagnant { name, .. } => format!(
                "change {STRATEGIES}/{name}.rhai, write a new strategy with `//! Parent: {name}`, or \
                 remove the file, and log that"
            ),
            Self::NoSlot { .. } => {
                format!("remove a strategy from {STRATEGIES} and log that first, or hide one with a leading `_`")
            }
            Self::Untouched => "change, fork, create or remove at least one strategy, run, and log".into(),
            Self::Incomplete { names } => {
                let missing: Vec<String> =
                    names.iter().map(|name| format!("{name}=\"…\"")).collect();
                format!("add {}", missing.join(" "))
            }
            Self::Twice { .. } => "give one note for each strategy".into(),
            Self::NoNote { .. } => "say in a few words what was tried and what came of it".into(),
            Self::Script(_) => "mend the file first".into(),
            Self::Desk(error) => error.help(),
        }
    }
}

/// Logs events, all of them or none. `whole` is a round, in which every strategy must come up.
pub fn log(
    workspace: &Workspace,
    books: &mut Books,
    wishes: &[Wish],
    whole: bool,
    date: &str,
) -> Result<Vec<LoggedRow>, LogError> {
    check_wishes(wishes)?;
    let desk = Desk::new(workspace, books)?;
    if desk.ledger.wrong_header {
        return Err(DeskError::from(BooksError::Header).into());
    }
    if whole {
        desk.check_whole(wishes)?;
    }
    let rows = wishes.iter().map(|wish| desk.row(wish)).collect::<Result<Vec<_>, LogError>>()?;
    if whole && rows.iter().all(|row| row.event == Event::Stable) {
        return Err(LogError::Untouched);
    }
    desk.check_stagnant(&rows)?;
    books.log(rows.clone(), date).map_err(DeskError::from)?;
    Ok(rows)
}

fn check_wishes(wishes: &[Wish]) -> Result<(), LogError> {
    for (at, wish) in wishes.iter().enumerate() {
        let name = || wish.strategy.clone();
        if wishes[..at].iter().any(|other| other.strategy == wish.strategy) {
            return Err(LogError::Twice { name: name() });
        }
        if wish.note.trim().is_empty() {
            return Err(LogError::NoNote { name: name() });
        }
    }
    Ok(())
}

impl Desk<'_> {
    fn check_whole(&self, wishes: &[Wish]) -> Result<(), LogError> {
        let active = self.active.iter().map(|active| active.strategy.name.as_str());
        let mut names: Vec<String> = active
            .chain(self.lives.all_alive())
            .filter(|name| !wishes.iter().any(|wish| wish.strategy == **name))
            .map(str::to_owned)
            .collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() { Ok(()) } else { Err(LogError::Incomplete { names }) }
    }

    /// A strategy may be left alone for some rounds only. Its fork in the same breath is work on it.
    fn check_stagnant(&self, rows: &[LoggedRow]) -> Result<(), LogError> {
        let most = self.workspace.gates.stagnation_rounds;
        for row in rows.iter().filter(|row| row.event == Event::Stable) {
            let Some(life) = self.lives.alive(&row.strategy) else { continue };
            let forked = rows.iter().any(|other| {
                Row::parse(0, &other.row)
                    .is_ok_and(|other| other.parent() == Some(row.strategy.as_str()))
            });
            if life.stables >= most && !forked {
                let name = row.strategy.clone();
                return Err(LogError::Stagnant { name, rounds: life.stables });
            }
        }
        Ok(())
    }

    fn row(&self, wish: &Wish) -> Result<LoggedRow, LogError> {
        let name = wish.strategy.as_str();
        let Some(active) = self.active(name) else { return self.kill(wish) };
        let now = active.read.as_ref().map_err(|fault| LogError::Script(fault.clone()))?;
        let (event, reason) = self.event(name, now, wish.event);
        if let Some(given) = wish.event.filter(|given| *given != event) {
            return Err(LogError::Contradiction { name: name.to_owned(), given, reason, event });
        }
        let run = self.run(name, &now.key)?;
        if matches!(event, Event::Create | Event::Fork) {
            self.check_slots(name)?;
        }
        let commit = self.commit(&active.strategy, now, &run);
        let strategy_name = match (event, &now.header.parent) {
            (Event::Fork, Some(parent)) => fork_name(parent, name),
            _ => name.to_owned(),
        };
        let figures = headline(&run, self.workspace.gates.headline);
        Ok(logged(wish, commit, event, strategy_name, figures, Some(&run)))
    }

    /// A new strategy needs a slot.
    fn check_slots(&self, name: &str) -> Result<(), LogError> {
        let most = self.workspace.gates.max_active_strategies;
        if self.active.len() <= most {
            return Ok(());
        }
        Err(LogError::NoSlot { name: name.to_owned(), active: self.active.len(), most })
    }

    /// The row of a strategy whose file is gone.
    fn kill(&self, wish: &Wish) -> Result<LoggedRow, LogError> {
        let name = wish.strategy.as_str();
        let known = || name.to_owned();
        let Some(life) = self.lives.lives.get(name) else {
            let names = self.active.iter().map(|active| active.strategy.name.as_str());
            let near = did_you_mean(name, names.chain(self.lives.all_alive()));
            return Err(LogError::Unknown { name: known(), near });
        };
        if !life.alive {
            let line = self.ledger.rows[life.last].line;
            return Err(LogError::Gone { name: known(), line });
        }
        if let Some(given) = wish.event.filter(|given| *given != Event::Kill) {
            let reason = format!("{STRATEGIES}/{name}.rhai is not there any more");
            let event = Event::Kill;
            return Err(LogError::Contradiction { name: known(), given, reason, event });
        }
        let commit = commit(&self.workspace.root, &[]);
        Ok(logged(wish, commit, Event::Kill, known(), None, None))
    }

    /// The last run of exactly this script, under the contract as it stands.
    fn run(&self, name: &str, script: &str) -> Result<RunEntry, LogError> {
        let config = ConfigKey::of(&self.workspace.config).to_string();
        let of_script = |what_if: bool| {
            self.books.runs().rev().find(|ran| ran.script == script && ran.what_if == what_if)
        };
        let wanted =
            self.books.last_run(|ran| ran.script == script && !ran.what_if && ran.config == config);
        let wanted = wanted.map_err(DeskError::from)?;
        if let Some(fault) = wanted.as_ref().and_then(RunEntry::not_its_fault) {
            let reason = format!("its last run failed: {}", fault.message);
            return Err(LogError::NotRun { name: name.to_owned(), reason });
        }
        wanted.ok_or_else(|| {
            let reason = match (of_script(false), of_script(true)) {
                (Some(_), _) => "config.json has changed since it was run",
                (None, Some(_)) => "it was only tried with `--set`, `--fee` or `--timerange`",
                (None, None) => "this version of it was not run",
            };
            LogError::NotRun { name: name.to_owned(), reason: reason.into() }
        })
    }

    /// The version that was run; where it was in no commit then, and is now, the one that has it.
    fn commit(&self, strategy: &Strategy, now: &Read, run: &RunEntry) -> String {
        if is_commit(&run.commit) && run.strategy == strategy.name {
            return run.commit.clone();
        }
        let now = strategy.commit(&self.workspace.root, &now.script);
        if is_commit(&now) || run.strategy != strategy.name { now } else { run.commit.clone() }
    }
}

fn logged(
    wish: &Wish,
    commit: String,
    event: Event,
    strategy_name: String,
    figures: Option<Pair>,
    run: Option<&RunEntry>,
) -> LoggedRow {
    let note = wish.note.clone();
    let row = Row { line: 0, commit: commit.clone(), event, strategy_name, figures, note };
    LoggedRow {
        event,
        strategy: wish.strategy.clone(),
        commit,
        script: run.map(|run| run.script.clone()),
        number: run.map(|run| run.number),
        row: row.text(),
    }
}

/// The two figures of a run that strategies are compared by.
pub(super) fn headline(run: &RunEntry, headline: Headline) -> Option<Pair> {
    headline.of(&run.summary)
}
