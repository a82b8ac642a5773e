//! What a strategy's timeranges say together: the worst of each figure, and the gates.

use super::flags::{self, Raised};
use super::gates::{Gates, Headline};
use super::ledger::{Pair, Row};
use super::round::Result;
use crate::job::{Completed, Status};

/// A strategy over all its timeranges.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The strategy's name.
    pub strategy: String,
    /// The version that was run.
    pub commit: String,
    /// The lowest Sharpe ratio; `NaN` when a timerange failed.
    pub robust_sharpe: f64,
    /// The lowest profit, percent of the starting balance; `NaN` when a timerange failed.
    pub worst_profit_pct: f64,
    /// The deepest account drawdown, percent, negative; `NaN` when a timerange failed.
    pub worst_dd_pct: f64,
    /// Mean stake over starting balance, percent, of the first timerange with a trade.
    pub avg_position_pct: f64,
    /// Whether every timerange's profit reaches the floor.
    pub profit_floor: Gate,
    /// Whether positions are large enough.
    pub min_position_size: Gate,
    /// `commit:strategy` of the first logged row that is at least as good in both figures of the
    /// headline and better in one.
    pub pareto_dominated_by: Option<String>,
    /// The lowest Sharpe ratio of the mark-to-market balance; `NaN` when a timerange failed.
    pub robust_equity_sharpe: f64,
    /// The deepest drawdown of the mark-to-market balance, percent; `NaN` when a timerange failed.
    pub worst_equity_dd_pct: f64,
    /// The two figures that strategies are compared by; `NaN` when a timerange failed.
    pub headline: Pair,
    /// How many trials there were when this one was first run; `None` where that cannot be written down.
    pub trial: Option<usize>,
    /// What has changed since the trial of this strategy before.
    pub vs_last: Option<VsLast>,
    /// The timeranges that did not come to an end.
    pub failed: Vec<String>,
    /// The timeranges without a trade.
    pub empty: Vec<String>,
    /// The flags that any timerange raises, each with its worst figure.
    pub flags: Vec<Raised>,
}

/// A strategy's trial before, and what has changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct VsLast {
    /// The number of that trial.
    pub trial: usize,
    /// The version that was run.
    pub commit: String,
    /// Whether it did not come to an end.
    pub failed: bool,
    /// Whether it ran under another config, so that figures do not compare.
    pub other_config: bool,
    /// How much the lowest Sharpe ratio of the headline is higher.
    pub sharpe: f64,
    /// How much the lowest profit is higher, percent points.
    pub profit_pct: f64,
    /// How much the deepest drawdown of the headline's family is higher (less deep), percent points.
    pub dd_pct: f64,
}

/// A threshold, and whether it is reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// Whether it is.
    pub passed: bool,
    /// The threshold, percent.
    pub threshold: f64,
}

impl Summary {
    /// Sums up the results of one strategy, in the order of its timeranges.
    pub(super) fn new(results: &[Result], gates: &Gates, logged: &[Row]) -> Option<Self> {
        let first = results.first()?;
        let mut completed: Vec<&Completed> = Vec::with_capacity(results.len());
        let (mut failed, mut empty) = (Vec::new(), Vec::new());
        for result in results {
            match &result.outcome.status {
                Status::Failed(_) => failed.push(result.label.clone()),
                Status::Completed(one) => {
                    if one.trades.is_empty() {
                        empty.push(result.label.clone());
                    }
                    completed.push(one);
                }
            }
        }
        let worst = |figure: &dyn Fn(&Completed) -> f64| {
            let lowest = completed.iter().map(|one| figure(one)).reduce(f64::min);
            lowest.filter(|_| failed.is_empty()).unwrap_or(f64::NAN)
        };
        let robust_sharpe = worst(&|one| one.figures.total.sharpe);
        let worst_profit_pct = worst(&|one| one.figures.total.profit_total * 100.0);
        let worst_dd_pct = worst(&|one| -one.figures.drawdown.max_drawdown_account * 100.0);
        let robust_equity_sharpe =
            worst(&|one| one.wallet_stats.as_ref().map_or(0.0, |stats| stats.sharpe));
        let worst_equity_dd_pct = worst(&|one| {
            let stats = one.wallet_stats.as_ref();
            stats.map_or(0.0, |stats| -stats.drawdown.max_drawdown_account * 100.0)
        });
        let avg_position_pct = completed
            .iter()
            .find(|one| !one.trades.is_empty())
            .map_or(0.0, |one| position_pct(one));
        let whole = failed.is_empty() && empty.is_empty();
        let gate =
            |value: f64, threshold: f64| Gate { passed: whole && value >= threshold, threshold };
        let (sharpe, max_dd) = match gates.headline {
            Headline::Sharpe => (robust_sharpe, worst_dd_pct),
            Headline::EquitySharpe => (robust_equity_sharpe, worst_equity_dd_pct),
        };
        let headline = Pair { sharpe, max_dd };
        let dominates =
            |row: &&Row| row.figures.is_some_and(|figures| figures.dominates(&headline));
        let pareto_dominated_by = logged
            .iter()
            .find(dominates)
            .map(|row| format!("{}:{}", row.commit, row.strategy_name));
        Some(Self {
            strategy: first.strategy.name.clone(),
            commit: first.commit.clone(),
            robust_sharpe,
            worst_profit_pct,
            worst_dd_pct,
            avg_position_pct,
            profit_floor: gate(worst_profit_pct, gates.profit_floor_pct),
            min_position_size: gate(avg_position_pct, gates.min_position_size_pct),
            pareto_dominated_by,
            robust_equity_sharpe,
            worst_equity_dd_pct,
            headline,
            trial: None,
            vs_last: None,
            failed,
            empty,
            flags: flags::worst(results.iter().flat_map(|result| &result.flags)),
        })
    }

    /// Adds a flag, at its place among the others.
    pub fn raise(&mut self, raised: Raised) {
        self.flags = flags::worst(self.flags.iter().chain([&raised]));
    }
}

fn position_pct(completed: &Completed) -> f64 {
    let stakes = completed.trades.iter().fold(0.0, |sum, trade| sum + trade.stake_amount);
    let mean = stakes / completed.trades.len() as f64;
    mean / completed.figures.starting_balance * 100.0
}
