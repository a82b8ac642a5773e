//! A round at a glance, for a person at a terminal: each backtest beside the same one of the run before.

use std::fmt::Write as _;

use tabled::builder::Builder;
use tabled::settings::object::Columns;
use tabled::settings::{Alignment, Style};

use crate::job::Status;
use crate::research::{Before, Relation, Result, Round, Versus};

/// The columns.
const HEAD: [&str; 7] =
    ["strategy", "timerange", "trades", "profit %", "drawdown %", "sharpe", "held %"];

/// Those that are compared: each has its change behind it.
const COMPARED: std::ops::Range<usize> = 2..6;

/// One row for each backtest, with what has changed since the run of its strategy before; and below it which
/// runs those were.
pub fn overview(round: &Round) -> String {
    let is_compared = round.summaries.iter().any(|summary| summary.vs_last.is_some());
    let mut rows = Builder::default();
    let mut push = |cells: [(String, String); 7]| {
        let cells = cells.into_iter().enumerate().flat_map(|(at, (cell, change))| {
            let change = (is_compared && COMPARED.contains(&at)).then_some(change);
            std::iter::once(cell).chain(change)
        });
        rows.push_record(cells);
    };
    push(HEAD.map(|head| (head.to_owned(), "±".to_owned())));
    let mut before = None;
    for result in &round.results {
        push(row(result, versus(round, result), before != Some(&result.strategy)));
        before = Some(&result.strategy);
    }
    let mut table = rows.build();
    table.with(Style::psql()).modify(Columns::new(2..), Alignment::right());
    let mut text = table.to_string();
    for summary in &round.summaries {
        if let Some(against) = summary.vs_last.as_ref() {
            let strategy = &summary.strategy;
            write!(text, "\n{}", compared_with(strategy, against))
                .expect("a string takes all text");
        }
    }
    text
}

/// The run of the same strategy before.
fn versus<'a>(round: &'a Round, result: &Result) -> Option<&'a Versus> {
    let summary = round.summaries.iter().find(|one| one.strategy == result.strategy.name)?;
    summary.vs_last.as_ref()
}

/// The cells of a backtest, each with what has changed.
fn row(result: &Result, versus: Option<&Versus>, is_first: bool) -> [(String, String); 7] {
    let alone = |text: String| (text, String::new());
    let name = alone(if is_first { result.strategy.name.clone() } else { String::new() });
    let label = alone(result.label.clone());
    let completed = match &result.outcome.status {
        Status::Failed(failure) => {
            let mut cells = std::array::from_fn(|_| alone(String::new()));
            cells[..3].clone_from_slice(&[name, label, alone(failure.error_type.to_string())]);
            return cells;
        }
        Status::Completed(completed) => completed,
    };
    let figures = &completed.figures;
    let before = versus
        .and_then(|versus| versus.timeranges.iter().find(|before| before.label == result.label));
    let cell = |now: f64, decimals: usize, then: fn(&Before) -> f64| {
        let change = before.map(|before| change(now - then(before), decimals));
        (format!("{now:.decimals$}"), change.unwrap_or_default())
    };
    [
        name,
        label,
        cell(figures.total.trades as f64, 0, |before| before.trades),
        cell(figures.total.profit_total * 100.0, 2, |before| before.profit_pct),
        cell(-figures.drawdown.max_drawdown_account * 100.0, 2, |before| before.dd_pct),
        cell(figures.total.sharpe, 2, |before| before.sharpe),
        alone(format!("{:.2}", figures.market_change * 100.0)),
    ]
}

/// A change with its sign; a dot where nothing has changed.
fn change(value: f64, decimals: usize) -> String {
    let text = format!("{value:+.decimals$}");
    let is_none = text.chars().all(|c| matches!(c, '+' | '-' | '0' | '.'));
    match (value.is_nan(), is_none) {
        (true, _) => String::new(),
        (false, true) => "·".to_owned(),
        (false, false) => text,
    }
}

/// Which run the changes are since, and whether its figures compare.
fn compared_with(strategy: &str, against: &Versus) -> String {
    let Versus { trial, commit, .. } = against;
    let since = format!("± {strategy}: since trial {trial} ({commit})");
    let other = match against.relation {
        Relation::Comparable | Relation::Same => return since,
        Relation::Failed => "which failed",
        Relation::OtherConfig => "under another config.json: not comparable",
        Relation::OtherTimeranges => {
            "on other timeranges: only those of the same label are compared"
        }
        Relation::OtherCandles => "on other candles: not comparable",
    };
    format!("{since}, {other}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_signs_and_nothing_is_a_dot() {
        assert_eq!(change(1.005, 2), "+1.00");
        assert_eq!(change(-0.25, 2), "-0.25");
        assert_eq!(change(-0.001, 2), "·");
        assert_eq!(change(0.0, 0), "·");
        assert_eq!(change(f64::NAN, 2), "");
    }
}
