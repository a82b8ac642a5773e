//! What lies on the desk before anything is logged: the files as they are, and what the books say of them.

use std::collections::{HashMap, VecDeque};

use super::books::{Books, BooksError, Logged};
use super::event::Event;
use super::ledger::{Ledger, RESULTS, Row};
use super::lifecycle::Lives;
use super::strategy::Strategy;
use super::workspace::{Workspace, WorkspaceError};
use crate::diag::Diagnostic;
use crate::job::{ScriptKey, ScriptText};
use crate::strategy::header::Header;

/// The workspace and its books.
pub(super) struct Desk<'a> {
    pub workspace: &'a Workspace,
    pub books: &'a Books,
    pub ledger: Ledger,
    pub lives: Lives,
    /// The active strategies, by name.
    pub active: Vec<Active>,
    /// The script that each row is about; `None` where the journal does not know the row.
    scripts: Vec<Option<&'a str>>,
}

/// An active strategy.
pub(super) struct Active {
    pub strategy: Strategy,
    pub read: Result<Read, Box<Diagnostic>>,
}

/// A script as it is.
pub(super) struct Read {
    pub script: ScriptText,
    pub key: String,
    pub header: Header,
}

/// A desk that cannot be laid.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The workspace cannot be used.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The books cannot be read.
    #[error(transparent)]
    Books(#[from] BooksError),
}

impl DeskError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::Workspace(error) => error.help(),
            Self::Books(error) => error.help(),
        }
    }
}

impl<'a> Desk<'a> {
    pub(super) fn new(workspace: &'a Workspace, books: &'a Books) -> Result<Self, DeskError> {
        let ledger = books.ledger()?;
        let read = |strategy: Strategy| {
            let read = strategy.read().map(|script| Read {
                key: ScriptKey::of(&script).to_string(),
                header: Header::of(&script.text),
                script,
            });
            Active { strategy, read }
        };
        let active = workspace.active_or_none()?.into_iter().map(read).collect();
        let (lives, scripts) = (Lives::of(&ledger.rows), scripts(&ledger, books));
        Ok(Self { workspace, books, ledger, lives, active, scripts })
    }

    /// An active strategy.
    pub(super) fn active(&self, name: &str) -> Option<&Active> {
        self.active.iter().find(|active| active.strategy.name == name)
    }

    /// What happened to an active strategy since it was last logged, and why it is that. `said` is what the
    /// author calls it, where the books alone do not tell.
    pub(super) fn event(&self, name: &str, now: &Read, said: Option<Event>) -> (Event, String) {
        let Some(life) = self.lives.alive(name) else { return self.beginning(name, now) };
        let at = format!("{RESULTS}:{}", self.ledger.rows[life.last].line);
        match self.script_of_row(life.last) {
            Some(last) if last == now.key => {
                (Event::Stable, format!("its script is the one that was logged before ({at})"))
            }
            Some(_) => {
                (Event::Evolve, format!("its script has changed since it was logged ({at})"))
            }
            // A row that was written by hand does not say which script it is about.
            None if said == Some(Event::Stable) => (Event::Stable, String::new()),
            None => (Event::Evolve, format!("it was logged before ({at})")),
        }
    }

    fn beginning(&self, name: &str, now: &Read) -> (Event, String) {
        let is_active =
            |parent: &str| self.active(parent).is_some() || self.lives.alive(parent).is_some();
        match now.header.parent.as_deref().filter(|parent| *parent != name && *parent != "root") {
            Some(parent) if is_active(parent) => {
                (Event::Fork, format!("it is new, and its parent {parent} is active"))
            }
            Some(parent) => {
                (Event::Create, format!("it is new, and its parent {parent} is not active"))
            }
            None => {
                let reason = "it is new, and its header names no parent (`//! Parent: NAME`)";
                (Event::Create, reason.to_owned())
            }
        }
    }

    /// The script that a row is about; `None` where the journal does not know the row.
    pub(super) fn script_of_row(&self, row: usize) -> Option<&'a str> {
        self.scripts[row]
    }
}

/// The script of each row. Rows and entries stand in one order, and rows that were written by hand have no
/// entry: of those that say the same, the last ones belong together.
fn scripts<'a>(ledger: &Ledger, books: &'a Books) -> Vec<Option<&'a str>> {
    let mut scripts = Vec::with_capacity(ledger.rows.len());
    let (mut rows, mut logged) =
        (ledger.rows.iter().rev().peekable(), books.logged().rev().peekable());
    // Mostly all of them do, one by one.
    while let Some(entry) = rows.peek().zip(logged.peek()).and_then(|(row, entry)| {
        (key_of(row) == (entry.strategy, entry.event, entry.commit)).then_some(*entry)
    }) {
        scripts.push(entry.script);
        rows.next();
        logged.next();
    }
    let mut open: HashMap<(&str, Event, &str), VecDeque<Option<&str>>> = HashMap::new();
    for Logged { event, strategy, commit, script } in logged {
        open.entry((strategy, event, commit)).or_default().push_back(script);
    }
    for row in rows {
        let same = open.get_mut(&key_of(row));
        scripts.push(same.and_then(VecDeque::pop_front).flatten());
    }
    scripts.reverse();
    scripts
}

/// What a row and its entry have in common.
fn key_of(row: &Row) -> (&str, Event, &str) {
    (row.strategy(), row.event, &row.commit)
}
