//! Where the research stands: a page that an agent reads each round, so it stays short however long the
//! research is.

use serde_json::{Value, json};

use super::block::Block;
use crate::research::{Event, Problem, Standing, State, Status};

/// The longest line, characters.
const WIDTH: usize = 100;
/// The most strategies that are listed.
const STRATEGIES: usize = 6;
/// The most rows of the Pareto front that are listed.
const FRONT: usize = 5;
/// The most problems that are listed.
const PROBLEMS: usize = 10;
/// The most lines of any other list.
const LINES: usize = 3;

/// The page: at most 40 lines.
pub fn status(status: &Status) -> String {
    let mut page = Block::default();
    let names: Vec<&str> = active(status).map(|state| state.name.as_str()).collect();
    let slots = format!("{} of {}", names.len(), status.max_active_strategies);
    page.text("slots", &slots);
    page.text("rounds", &rounds(status));
    page.text("trials", &trials(status));
    page.text("broken", first_or_none(&status.broken));
    page.more(&status.broken);
    page.text("must", first_or_none(&status.must));
    page.more(&status.must);
    let best = status.best.as_ref().map_or_else(|| "none".to_owned(), standing);
    page.text("best", &best);
    page.text("plateau", &format!("{} rounds since it was found", status.plateau_rounds));
    page.list("strategies", status.strategies.iter().map(|one| state(one, status)), STRATEGIES);
    page.list("pareto", status.pareto.iter().map(standing), FRONT);
    page.list("next", status.next.iter().cloned(), LINES);
    if !status.notes.is_empty() {
        page.list("notes", status.notes.iter().cloned(), LINES);
    }
    let clipped = page.into_text();
    clipped.lines().map(|line| clip(line) + "\n").collect()
}

/// Everything, whatever the page leaves out.
pub fn status_json(status: &Status, problems: Option<&[Problem]>) -> Value {
    let mut value = json!(status);
    if let Some(problems) = problems {
        value["problems"] = json!(problems.iter().map(ToString::to_string).collect::<Vec<_>>());
    }
    value
}

/// Whether the books hold together.
pub fn verified(problems: &[Problem]) -> String {
    if problems.is_empty() {
        return "verified:         journal, scripts and log hold together\n".to_owned();
    }
    let mut page = Block::default();
    page.text("verified", &format!("{} problems", problems.len()));
    problems.iter().take(PROBLEMS).for_each(|problem| page.line(&format!("  {problem}")));
    if problems.len() > PROBLEMS {
        page.line(&format!("  and {} more (--json has them)", problems.len() - PROBLEMS));
    }
    page.into_text()
}

impl Block {
    /// The lines of a list behind the first one.
    fn more(&mut self, lines: &[String]) {
        let rest = lines.get(1..).unwrap_or_default();
        rest.iter().take(LINES - 1).for_each(|line| self.line(&format!("  {line}")));
        if rest.len() >= LINES {
            self.line(&format!("  and {} more", rest.len() + 1 - LINES));
        }
    }

    fn list(&mut self, key: &str, lines: impl ExactSizeIterator<Item = String>, most: usize) {
        let count = lines.len();
        self.line(&format!("{key}:{}", if count == 0 { " none" } else { "" }));
        lines.take(most).for_each(|line| self.line(&format!("  {line}")));
        if count > most {
            self.line(&format!("  and {} more (--json has them)", count - most));
        }
    }
}

fn first_or_none(lines: &[String]) -> &str {
    lines.first().map_or("none", String::as_str)
}

fn active(status: &Status) -> impl Iterator<Item = &State> {
    status.strategies.iter().filter(|state| state.event != Some(Event::Kill))
}

fn rounds(status: &Status) -> String {
    let last: Vec<String> =
        status.last_round.iter().map(|(event, name)| format!("{event} {name}")).collect();
    match last.as_slice() {
        [] => "0".to_owned(),
        last => format!("{} (last: {})", status.rounds, last.join(", ")),
    }
}

fn trials(status: &Status) -> String {
    let trials = status.trials;
    format!(
        "{} ({} kept, {} discarded or not logged yet; {} failed)",
        trials.total, trials.kept, trials.discarded, trials.failed
    )
}

fn state(state: &State, status: &Status) -> String {
    let what = match (state.event, state.trial) {
        (None, _) => "cannot be read".to_owned(),
        (Some(Event::Kill), _) => "gone, not logged yet".to_owned(),
        (Some(Event::Stable), _) => "as it was logged".to_owned(),
        (Some(event), None) => format!("{event}, not run yet"),
        (Some(event), Some(trial)) => format!("{event}, not logged yet (trial {trial})"),
    };
    let stable = format!("stable {} of {}", state.stables, status.stagnation_rounds);
    format!("{}: {what}; {stable}", state.name)
}

fn standing(row: &Standing) -> String {
    let Standing { commit, strategy, sharpe, max_dd, state, restore } = row;
    let figures = format!("{sharpe:.4} {max_dd:.4} {commit}:{strategy} {state}");
    match restore {
        Some(restore) => format!("{figures}: {restore}"),
        None => figures,
    }
}

/// A line that is too long ends in an ellipsis.
fn clip(line: &str) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let head: String = line.chars().take(WIDTH - 1).collect();
    head + "…"
}
