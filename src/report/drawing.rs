//! The research as a picture, and drawn in a terminal: the frontier, and the balances of the last runs.

use super::page::Balances;
use super::subject::{Curve, Dot, Frontier};
use super::{picture, terminal};
use crate::research::{Experiment, Fate, Review};

/// Lines of a drawing in a terminal: of the frontier, and of a balance.
const LINES: (u16, u16) = (22, 14);

/// The research as SVG.
pub fn review_svg(review: &Review) -> String {
    let balances = balances(review);
    let curves: Vec<Curve<'_>> = balances.iter().map(|one| one.curve(review)).collect();
    picture::svg(Some(&frontier(review)), &curves)
}

/// The research as PNG.
pub fn review_png(review: &Review) -> Vec<u8> {
    picture::png(&review_svg(review))
}

/// The research drawn in letters, so many of them wide.
pub fn review_text(review: &Review, width: u16, colour: bool) -> String {
    let mut text = terminal::frontier_text(&frontier(review), width, LINES.0, colour);
    for one in balances(review) {
        text.push('\n');
        text.push_str(&terminal::equity_text(&one.curve(review), width, LINES.1, colour));
    }
    text
}

fn frontier(review: &Review) -> Frontier<'_> {
    Frontier {
        dots: review.experiments.iter().map(dot).collect(),
        headline: review.gates.headline.keys().0,
        chance: review.chance.map(|chance| chance.best),
        workspace: &review.workspace,
    }
}

fn dot(one: &Experiment) -> Dot<'_> {
    let Experiment { trial, sharpe, best, strategy, .. } = one;
    Dot {
        trial: *trial,
        sharpe: *sharpe,
        kept: one.fate == Fate::Kept,
        best: *best,
        flagged: !one.flags.is_empty(),
        strategy,
    }
}

/// A backtest of the last runs and its balances.
struct Drawn<'a> {
    strategy: &'a str,
    label: &'a str,
    balances: Balances,
}

impl Drawn<'_> {
    fn curve<'a>(&'a self, review: &'a Review) -> Curve<'a> {
        Curve {
            strategy: self.strategy,
            label: self.label,
            currency: &review.stake_currency,
            dates: &self.balances.date,
            equity: self.balances.worth(),
            held: &self.balances.held,
        }
    }
}

fn balances(review: &Review) -> Vec<Drawn<'_>> {
    let backtests = review
        .runs
        .iter()
        .flat_map(|run| run.backtests.iter().map(move |backtest| (&run.entry.strategy, backtest)));
    backtests
        .filter_map(|(strategy, backtest)| {
            let balances = Balances::of(backtest.completed.as_ref()?);
            Some(Drawn { strategy, label: &backtest.entry.label, balances })
        })
        .collect()
}
