//! Where the research stands: what is active, what must happen next, what was best.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::books::Books;
use super::commit::{is_dirty, is_unversioned};
use super::desk::{Desk, DeskError};
use super::event::Event;
use super::gates::Headline;
use super::history::reached;
use super::ledger::{Pair, RESULTS, Row};
use super::lifecycle::touched_nothing;
use super::workspace::{STRATEGIES, Workspace};

/// Where the research stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// How many strategies may be active.
    pub max_active_strategies: usize,
    /// How many rounds in a row a strategy may be left as it is.
    pub stagnation_rounds: usize,
    /// The figure that strategies are compared by.
    pub headline: Headline,
    /// The active strategies, and those that are gone and not logged as killed, by name.
    pub strategies: Vec<State>,
    /// How many rounds were logged.
    pub rounds: usize,
    /// The rows of the last one: event and strategy.
    pub last_round: Vec<(Event, String)>,
    /// What must happen in the next round.
    pub must: Vec<String>,
    /// Rules that are broken.
    pub broken: Vec<String>,
    /// Distinct trials.
    pub trials: Trials,
    /// The kept row with the best headline.
    pub best: Option<Standing>,
    /// The kept rows that no other one beats in both figures, best headline first.
    pub pareto: Vec<Standing>,
    /// Rounds since the best headline of all kept rows was last raised.
    pub plateau_rounds: usize,
    /// What can be done next: commands.
    pub next: Vec<String>,
    /// What is wrong with the books.
    pub notes: Vec<String>,
}

/// Where one strategy stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// Its name.
    pub name: String,
    /// What `log` would say of it now; `None` where its script cannot be read.
    pub event: Option<Event>,
    /// How many rounds in a row it was left as it is.
    pub stables: usize,
    /// The last trial of its script as it is; `None` where it was not run.
    pub trial: Option<usize>,
}

/// How many distinct trials there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trials {
    /// All of them.
    pub total: usize,
    /// Those whose script was logged as new or changed, in a commit that HEAD reaches.
    pub kept: usize,
    /// The others.
    pub discarded: usize,
    /// Those in which a timerange failed, among all.
    pub failed: usize,
}

/// A row of the log that counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The version.
    pub commit: String,
    /// The strategy.
    pub strategy: String,
    /// The headline's Sharpe ratio.
    pub sharpe: f64,
    /// The drawdown of its family, percent.
    pub max_dd: f64,
    /// `active` (the script as it is), `older` (the strategy has another script now) or `killed`.
    pub state: &'static str,
    /// The command that brings its script back, where it is not active.
    pub restore: Option<String>,
}

/// Trials, by their scripts.
pub(super) type Numbers<'a> = HashMap<&'a str, usize>;

/// Looks at the workspace and its books.
pub fn status(workspace: &Workspace, books: &Books) -> Result<Status, DeskError> {
    Ok(Desk::new(workspace, books)?.status())
}

impl Desk<'_> {
    pub(super) fn status(&self) -> Status {
        let gates = &self.workspace.gates;
        let (kept, numbers) = (self.kept(), self.numbers());
        let strategies = self.states(&numbers);
        let (must, broken) = (self.must(&strategies), self.broken());
        let better = |best, at| if self.headline(at) > self.headline(best) { at } else { best };
        let best = kept.iter().copied().reduce(better);
        let rounds = &self.lives.rounds;
        let last = rounds.last().cloned().unwrap_or_default();
        let last_round = &self.ledger.rows[last];
        let next = self.next(&strategies);
        Status {
            max_active_strategies: gates.max_active_strategies,
            stagnation_rounds: gates.stagnation_rounds,
            headline: gates.headline,
            rounds: rounds.len(),
            last_round: last_round
                .iter()
                .map(|row| (row.event, row.strategy_name.clone()))
                .collect(),
            must,
            broken,
            trials: self.trials(&kept),
            best: best.map(|at| self.standing(at, &numbers)),
            pareto: self.front(&kept).into_iter().map(|at| self.standing(at, &numbers)).collect(),
            plateau_rounds: self.plateau(&kept),
            next,
            notes: self.notes(),
            strategies,
        }
    }

    /// The last trial of each script in which nothing else was tried.
    pub(super) fn numbers(&self) -> Numbers<'_> {
        let runs = self.books.runs().filter(|ran| !ran.what_if);
        runs.map(|ran| (ran.script, ran.number)).collect()
    }

    /// The rows that brought a script, in a commit that HEAD reaches. What is there as it was logged is kept
    /// whatever became of the commit, and so is what was in none because there was no repository.
    pub(super) fn kept(&self) -> Vec<usize> {
        let rows = self.ledger.rows.iter().enumerate();
        let brought = rows.filter(|(_, row)| row.event.brings_a_script());
        let commits: BTreeSet<&str> = brought.clone().map(|(_, row)| row.commit.as_str()).collect();
        let reached = reached(&self.workspace.root, &commits);
        let now: HashSet<&str> = self
            .active
            .iter()
            .filter_map(|one| Some(one.read.as_ref().ok()?.key.as_str()))
            .collect();
        let kept = brought.filter(|(at, row)| {
            reached.contains(row.commit.as_str())
                || is_unversioned(&row.commit)
                || !is_dirty(&row.commit)
                    && self.script_of_row(*at).is_some_and(|script| now.contains(script))
        });
        kept.map(|(at, _)| at).collect()
    }

    fn trials(&self, kept: &[usize]) -> Trials {
        let scripts: HashSet<&str> = kept.iter().filter_map(|at| self.script_of_row(*at)).collect();
        let mut each: HashMap<usize, (bool, bool)> = HashMap::new();
        for ran in self.books.runs() {
            let (kept, failed) = each.entry(ran.number).or_default();
            // What was only tried without an edit is no part of the log.
            *kept |= !ran.what_if && scripts.contains(ran.script);
            *failed |= ran.failed;
        }
        let count =
            |wanted: fn(&(bool, bool)) -> bool| each.values().filter(|trial| wanted(trial)).count();
        let (kept, failed) = (count(|trial| trial.0), count(|trial| trial.1));
        Trials { total: each.len(), kept, discarded: each.len() - kept, failed }
    }

    /// Each active strategy, and each that is gone without a row that says so.
    fn states(&self, numbers: &Numbers<'_>) -> Vec<State> {
        let gone = self.lives.all_alive().filter(|name| self.active(name).is_none());
        let mut states: Vec<State> = gone
            .map(|name| State {
                name: name.to_owned(),
                event: Some(Event::Kill),
                stables: self.lives.lives[name].stables,
                trial: None,
            })
            .collect();
        states.extend(self.active.iter().map(|active| {
            let (name, now) = (&active.strategy.name, active.read.as_ref().ok());
            State {
                name: name.clone(),
                event: now.map(|now| self.event(name, now, None).0),
                stables: self.lives.alive(name).map_or(0, |life| life.stables),
                trial: now.and_then(|now| numbers.get(now.key.as_str()).copied()),
            }
        }));
        states.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        states
    }

    fn must(&self, strategies: &[State]) -> Vec<String> {
        let most = self.workspace.gates.stagnation_rounds;
        let mut must = Vec::new();
        for state in strategies {
            let name = &state.name;
            if state.event == Some(Event::Kill) {
                must.push(format!("{name} is gone: log its kill"));
            } else if state.event.is_none() {
                must.push(format!("{name} cannot be read: `autoquant check {name}`"));
            } else if state.stables >= most && state.event == Some(Event::Stable) {
                must.push(format!(
                    "{name} was stable {} rounds in a row: evolve, fork or kill it",
                    state.stables
                ));
            }
        }
        must
    }

    fn broken(&self) -> Vec<String> {
        let gates = &self.workspace.gates;
        let mut broken = Vec::new();
        let (active, most) = (self.active.len(), gates.max_active_strategies);
        if active > most {
            broken.push(format!("{active} active strategies, and at most {most} are allowed"));
        }
        for (name, life) in self.lives.lives.iter().filter(|(_, life)| life.alive) {
            if life.stables > gates.stagnation_rounds {
                broken.push(format!(
                    "{name} was stable {} rounds in a row, and at most {} are allowed",
                    life.stables, gates.stagnation_rounds
                ));
            }
        }
        if let Some(last) = self.lives.rounds.last()
            && touched_nothing(&self.ledger.rows, last)
            && self.is_whole(last.clone())
        {
            broken.push("the last round touched nothing: each one changes something".into());
        }
        broken.extend(self.alike());
        broken
    }

    /// Whether every strategy that is alive came up in a round.
    fn is_whole(&self, round: std::ops::Range<usize>) -> bool {
        let here: BTreeSet<&str> = self.ledger.rows[round].iter().map(Row::strategy).collect();
        self.lives.all_alive().all(|name| here.contains(name))
    }

    /// The first strategies differ in paradigm.
    fn alike(&self) -> Option<String> {
        let first = self.ledger.rows.iter().take_while(|row| row.event == Event::Create);
        let mut paradigms: BTreeMap<&str, &str> = BTreeMap::new();
        for row in first.take(self.workspace.gates.max_active_strategies) {
            let name = row.strategy();
            let now = self.active(name).and_then(|active| active.read.as_ref().ok());
            let Some(paradigm) = now.and_then(|now| now.header.paradigm.as_deref()) else {
                continue;
            };
            if let Some(other) = paradigms.insert(paradigm, name) {
                return Some(format!(
                    "{other} and {name} are both {paradigm}: the first strategies differ in paradigm"
                ));
            }
        }
        None
    }

    pub(super) fn standing(&self, at: usize, numbers: &Numbers<'_>) -> Standing {
        let row = &self.ledger.rows[at];
        let name = row.strategy();
        let pair = row.figures.unwrap_or(Pair { sharpe: f64::NAN, max_dd: f64::NAN });
        let script = self.script_of_row(at);
        let now = self.active(name).map(|active| active.read.as_ref().ok());
        let is_last = || self.ledger.last(name).is_some_and(|last| last.line == row.line);
        let state = match (now, script) {
            (None, _) => "killed",
            (Some(now), Some(script)) if now.is_some_and(|now| now.key == script) => "active",
            (Some(_), None) if is_last() => "active",
            (Some(_), _) => "older",
        };
        let restore = (state != "active").then(|| match script.and_then(|key| numbers.get(key)) {
            Some(number) => format!("autoquant restore {number}"),
            None => format!("git checkout {} -- {STRATEGIES}/{name}.rhai", row.commit),
        });
        Standing {
            commit: row.commit.clone(),
            strategy: name.to_owned(),
            sharpe: pair.sharpe,
            max_dd: pair.max_dd,
            state,
            restore,
        }
    }

    /// Rounds since the best headline of all kept rows was raised.
    fn plateau(&self, kept: &[usize]) -> usize {
        let (mut best, mut raised) = (f64::NEG_INFINITY, None);
        for at in kept {
            if self.headline(*at) > best {
                best = self.headline(*at);
                raised = Some(*at);
            }
        }
        let Some(raised) = raised else { return 0 };
        self.lives.rounds.iter().filter(|round| round.start > raised).count()
    }

    /// The figure of a row that strategies are compared by.
    pub(super) fn headline(&self, at: usize) -> f64 {
        self.ledger.rows[at].figures.map_or(f64::NEG_INFINITY, |figures| figures.sharpe)
    }

    /// The rows that no other one beats, best headline first; of equal ones the first.
    pub(super) fn front(&self, rows: &[usize]) -> Vec<usize> {
        let figures = |at: &usize| Some((*at, self.ledger.rows[*at].figures?));
        let mut sorted: Vec<(usize, Pair)> = rows.iter().filter_map(figures).collect();
        sorted.sort_by(|(_, a), (_, b)| {
            b.sharpe.total_cmp(&a.sharpe).then_with(|| b.max_dd.total_cmp(&a.max_dd))
        });
        let mut front: Vec<(usize, Pair)> = Vec::new();
        for (at, pair) in sorted {
            if front.last().is_none_or(|(_, best)| pair.max_dd > best.max_dd) {
                front.push((at, pair));
            }
        }
        front.into_iter().map(|(at, _)| at).collect()
    }

    fn next(&self, strategies: &[State]) -> Vec<String> {
        let gates = &self.workspace.gates;
        let mut next = Vec::new();
        if strategies.is_empty() {
            next.push(format!(
                "write a strategy: copy {STRATEGIES}/_template.rhai to a name of its own there"
            ));
        }
        let changed = |state: &&State| state.event.is_some_and(|event| event != Event::Stable);
        let open: Vec<&State> = strategies.iter().filter(changed).collect();
        if self.active.len() > gates.max_active_strategies {
            next.push(format!("remove a strategy: {} are too many", self.active.len()));
            return next;
        }
        if open.iter().any(|state| self.is_uncommitted(&state.name)) {
            next.push(format!("git add {STRATEGIES}"));
            next.push("git commit -m \"…\"".into());
        }
        if open.iter().any(|state| state.trial.is_none() && state.event != Some(Event::Kill)) {
            next.push("autoquant run > run.log".into());
        } else if !open.is_empty() {
            let notes: Vec<String> =
                strategies.iter().map(|state| format!("{}=\"…\"", state.name)).collect();
            next.push(format!("autoquant log --round {}", notes.join(" ")));
        } else if !self.active.is_empty() {
            next.push(format!(
                "edit a strategy in {STRATEGIES}, commit it, then `autoquant run > run.log`"
            ));
            let free = gates.max_active_strategies - self.active.len();
            if free > 0 {
                let slots = if free == 1 { "slot is" } else { "slots are" };
                next.push(format!("or write a new one: {free} {slots} free"));
            }
        }
        next
    }

    /// Whether the script of an active strategy is in no commit, and could be.
    fn is_uncommitted(&self, name: &str) -> bool {
        let active = self.active(name);
        let read = active.and_then(|active| Some((active, active.read.as_ref().ok()?)));
        read.is_some_and(|(active, now)| {
            is_dirty(&active.strategy.commit(&self.workspace.root, &now.script))
        })
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.ledger.wrong_header {
            notes.push(format!("{RESULTS}:1 is not the header of the event log"));
        }
        match self.ledger.damaged.as_slice() {
            [] => {}
            [(line, problem)] => notes.push(format!("{RESULTS}:{line} cannot be read: {problem}")),
            [(line, problem), rest @ ..] => notes.push(format!(
                "{RESULTS}:{line} cannot be read: {problem}; and {} more",
                rest.len()
            )),
        }
        let dirty = self
            .ledger
            .rows
            .iter()
            .filter(|row| row.event.brings_a_script() && is_dirty(&row.commit));
        match dirty.count() {
            0 => {}
            count => notes.push(format!(
                "{count} rows are of scripts that were in no commit (-dirty): commit before you log"
            )),
        }
        notes
    }
}
