//! `retrospective.md`: the facts of a research, and headings under which its author says what they mean.

use std::fmt::Write as _;

use super::facts::{Facts, Peak};
use crate::model::pair::Pair;
use crate::research::books::RunEntry;
use crate::research::ledger::{self, RESULTS, Row};

/// What the author fills in: a heading, and what belongs there.
const OPEN: [(&str, &str); 5] = [
    ("What worked", "Which ideas raised the headline, and why they should hold on other candles."),
    (
        "What did not",
        "Which ideas were tried and given up, so that nobody tries them again the same way.",
    ),
    (
        "Which figures flattered",
        "Where a good figure had another reason than a good strategy: the flags above, tuned \
         parameters, one pair or one year.",
    ),
    ("What to try next", "The first ideas of the next research, most promising first."),
    ("What to change in the research itself", "Config, gates, program.md: what was in the way."),
];

/// The text of the file.
pub(super) fn retrospective(facts: &Facts<'_>) -> String {
    let mut page = format!("# Retrospective of {}\n\n", facts.name);
    page.push_str(
        "The facts were written when the research was frozen; `meta.yaml` has them for programs. The headings \
         below them are open: replace the lines in _italics_.\n\n## Facts\n\n",
    );
    overview(&mut page, facts);
    section(&mut page, "Pareto front", &front(facts));
    section(&mut page, "How the best was raised", &steps(facts));
    section(&mut page, "Active at the end", &active(facts));
    section(&mut page, "Killed", &kills(facts));
    section(&mut page, "Flags", &flags(facts));
    for (heading, what) in OPEN {
        let _ = write!(page, "\n## {heading}\n\n_{what}_\n");
    }
    page
}

fn section(page: &mut String, heading: &str, lines: &[String]) {
    let none = ["None.".to_owned()];
    let lines = if lines.is_empty() { &none } else { lines };
    let _ = write!(page, "\n### {heading}\n\n{}\n", lines.join("\n"));
}

fn overview(page: &mut String, facts: &Facts<'_>) {
    let (status, workspace) = (&facts.status, facts.desk.workspace);
    let mut line = |text: String| {
        let _ = writeln!(page, "- {text}");
    };
    match facts.dates {
        Some((first, last)) => line(format!("From {first} to {last}, frozen {}", facts.date)),
        None => line(format!("No journal, frozen {}", facts.date)),
    }
    line(format!(
        "Rounds: {}, {} of them since the best was found",
        status.rounds, status.plateau_rounds
    ));
    let trials = status.trials;
    line(format!(
        "Trials: {} ({} kept, {} discarded; {} failed), in {} runs",
        trials.total, trials.kept, trials.discarded, trials.failed, facts.runs
    ));
    let events = facts.events.iter().map(|(event, count)| format!("{count} {event}"));
    line(format!("Events: {}", events.collect::<Vec<_>>().join(", ")));
    line(format!("Best kept: {}", facts.best.as_ref().map_or_else(none, peak)));
    line(format!("Best profit of a kept one: {}", facts.profit.as_ref().map_or_else(none, peak)));
    let pairs: Vec<&str> = workspace.config.pair_whitelist.iter().map(Pair::as_str).collect();
    line(format!("Pairs: {}; timerange: {}", text(&pairs.join(", ")), workspace.config.timerange));
    let headline = serde_json::to_value(workspace.gates.headline).unwrap_or_default();
    line(format!("Headline: {}", headline.as_str().unwrap_or_default()));
    if facts.configs.len() > 1 {
        line(format!(
            "The config changed: there were {}, and figures of one do not compare with those of another",
            facts.configs.len()
        ));
    }
    for damage in &status.notes {
        line(text(damage));
    }
}

fn none() -> String {
    "none".to_owned()
}

fn peak(peak: &Peak<'_>) -> String {
    let Peak { standing, run } = peak;
    let pair = ledger::Pair { sharpe: standing.sharpe, max_dd: standing.max_dd };
    format!(
        "{} at {}{}: {}{}",
        text(&standing.strategy),
        text(&standing.commit),
        trial(*run).map_or_else(String::new, |trial| format!(" (trial {trial})")),
        figures(Some(pair)),
        profit(*run).map_or_else(String::new, |profit| format!(", profit at least {profit} %")),
    )
}

fn front(facts: &Facts<'_>) -> Vec<String> {
    if facts.front.is_empty() {
        return Vec::new();
    }
    let head = ["strategy", "commit", "trial", "sharpe", "max_dd", "profit", "now", "flags"];
    let rows = facts.front.iter().map(|peak| {
        let Peak { standing, run } = peak;
        vec![
            text(&standing.strategy),
            text(&standing.commit),
            dash(trial(*run)),
            format!("{:.4}", standing.sharpe),
            format!("{:.4}", standing.max_dd),
            dash(profit(*run)),
            standing.state.to_owned(),
            flags_of(*run),
        ]
    });
    table(&head, rows)
}

fn steps(facts: &Facts<'_>) -> Vec<String> {
    let step = |(round, row): &(usize, &Row)| {
        let name = text(&row.strategy_name);
        format!("- Round {round}, {} {name}: {}{}", row.event, figures(row.figures), note(row))
    };
    facts.steps.iter().map(step).collect()
}

fn active(facts: &Facts<'_>) -> Vec<String> {
    if facts.active.is_empty() {
        return Vec::new();
    }
    let head = ["strategy", "paradigm", "trial", "sharpe", "max_dd", "profit", "flags"];
    let rows = facts.active.iter().map(|(active, run)| {
        let header = active.read.as_ref().ok().map(|now| &now.header);
        let family = facts.desk.workspace.gates.headline;
        let pair = run.and_then(|run| crate::research::log::headline(run, family));
        vec![
            text(&active.strategy.name),
            dash(header.and_then(|header| header.paradigm.as_deref()).map(text)),
            dash(trial(*run)),
            dash(pair.map(|pair| format!("{:.4}", pair.sharpe))),
            dash(pair.map(|pair| format!("{:.4}", pair.max_dd))),
            dash(profit(*run)),
            flags_of(*run),
        ]
    });
    table(&head, rows)
}

fn kills(facts: &Facts<'_>) -> Vec<String> {
    let kill = |(row, best): &(&Row, Option<&Row>)| {
        let best = match best {
            Some(best) => {
                format!("its best at {} was {}", text(&best.commit), figures(best.figures))
            }
            None => "nothing of it was kept".to_owned(),
        };
        format!("- {} ({RESULTS}:{}): {best}{}", text(row.strategy()), row.line, note(row))
    };
    facts.kills.iter().map(kill).collect()
}

fn flags(facts: &Facts<'_>) -> Vec<String> {
    let total = facts.status.trials.total;
    let flag = |(name, count): &(&str, usize)| {
        format!("- `{name}`: {count} of {total} trials (`autoquant api {name}` explains it)")
    };
    facts.flags.iter().map(flag).collect()
}

fn figures(pair: Option<ledger::Pair>) -> String {
    match pair {
        Some(pair) => format!("sharpe {:.4}, max_dd {:.4} %", pair.sharpe, pair.max_dd),
        None => "no figures".to_owned(),
    }
}

fn trial(run: Option<&RunEntry>) -> Option<String> {
    run.map(|run| run.number.to_string())
}

fn profit(run: Option<&RunEntry>) -> Option<String> {
    run.and_then(|run| run.summary.worst_profit_pct).map(|profit| format!("{profit:.2}"))
}

fn flags_of(run: Option<&RunEntry>) -> String {
    let flags = run.map(RunEntry::shown_flags).filter(|flags| !flags.is_empty());
    text(&dash(flags.map(|flags| flags.join(" "))))
}

fn note(row: &Row) -> String {
    if row.note.is_empty() { String::new() } else { format!("; “{}”", text(&row.note)) }
}

fn dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "-".to_owned())
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|word| (*word).to_owned()).collect();
    let rule = vec!["---".to_owned(); head.len()];
    [line(&head), line(&rule)].into_iter().chain(rows.map(|row| line(&row))).collect()
}

/// A text that stays text: no cell, tag, link or emphasis begins in it.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '<' | '`' | '*' | '_' | '[') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
