//! What a strategy's timeranges say together: the worst of each figure, and the gates.

use super::flags::{self, Raised, Standing};
use super::gates::{Gates, Headline};
use super::ledger::{Pair, Row};
use super::round::Result;
use super::versus::Versus;
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
    /// With futures the lowest Sharpe ratio and the deepest drawdown of the balance with open gains and losses; `NaN`
    /// when a timerange failed.
    pub marked: Option<Pair>,
    /// The two figures that strategies are compared by; `NaN` when a timerange failed.
    pub headline: Pair,
    /// How many trials there were when this one was first run; `None` where that cannot be written down.
    pub trial: Option<usize>,
    /// When it was first run, RFC 3339; `None` where that cannot be written down.
    pub first_run: Option<String>,
    /// What has changed since the trial of this strategy before.
    pub vs_last: Option<Versus>,
    /// What has changed since it was last logged; `None` where it is new.
    pub vs_kept: Option<Versus>,
    /// The timeranges that did not come to an end.
    pub failed: Vec<String>,
    /// The timeranges without a trade.
    pub empty: Vec<String>,
    /// The flags that any timerange raises, each with its worst figure.
    pub flags: Vec<Raised>,
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
        let marked = completed.iter().find_map(|one| one.futures()).map(|_| Pair {
            sharpe: worst(&|one| one.futures().map_or(f64::NAN, |of| of.marked_sharpe)),
            max_dd: worst(&|one| one.futures().map_or(f64::NAN, |of| of.marked_dd_pct)),
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
            // No timerange is left to say what was traded.
            Headline::MarkedSharpe => {
                marked.map_or((f64::NAN, f64::NAN), |marked| (marked.sharpe, marked.max_dd))
            }
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
            marked,
            headline,
            trial: None,
            first_run: None,
            vs_last: None,
            vs_kept: None,
            failed,
            empty,
            flags: flags::worst(results.iter().flat_map(|result| &result.flags)),
        })
    }

    /// What a later version of the strategy is compared with.
    pub fn standing(&self) -> Standing {
        Standing { sharpe: self.headline.sharpe, worst_profit_pct: self.worst_profit_pct }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::research::event::Event;
    use crate::research::samples::{Sample, result, trades};

    /// A tenth of the balance each: a profit of 0.1 is one percent.
    fn sample(profits: &[f64]) -> Sample {
        Sample::new(trades(profits))
    }

    fn gates(headline: Headline) -> Gates {
        Gates { headline, ..Gates::default() }
    }

    fn summary(results: &[Result]) -> Summary {
        Summary::new(results, &Gates::default(), &[]).unwrap()
    }

    fn logged(figures: Pair) -> Row {
        Row {
            line: 2,
            commit: "aaaaaaa".into(),
            event: Event::Create,
            strategy_name: "Other".into(),
            figures: Some(figures),
            note: String::new(),
        }
    }

    #[test]
    fn robust_figures_are_the_lowest_of_all_timeranges() {
        let (good, bad) = (sample(&[0.2, 0.3, 0.1]), sample(&[0.2, -0.3, 0.05]));
        let sharpe = good.completed.figures.total.sharpe.min(bad.completed.figures.total.sharpe);
        let summary = summary(&[result("good", Some(good)), result("bad", Some(bad))]);
        assert!((summary.robust_sharpe - sharpe).abs() < 1e-12);
        assert!((summary.worst_profit_pct + 0.5).abs() < 1e-9, "{}", summary.worst_profit_pct);
        // From a high of 1020 to 990.
        assert!((summary.worst_dd_pct + 3000.0 / 1020.0).abs() < 1e-9, "{}", summary.worst_dd_pct);
    }

    #[test]
    fn the_profit_floor_holds_for_each_timerange() {
        // Ten trades of a tenth of the balance: 2 of profit on each is 2 percent.
        let with = |profit: f64| sample(&[profit; 10]);
        let of = |one: f64, other: f64| {
            summary(&[result("one", Some(with(one))), result("other", Some(with(other)))])
        };
        assert_eq!(of(0.3, 0.25).profit_floor, Gate { passed: true, threshold: 20.0 });
        assert!(!of(0.9, 0.19).profit_floor.passed, "a good mean does not help");
    }

    #[test]
    fn the_position_size_is_the_mean_stake_over_the_starting_balance() {
        let staked = |stakes: &[f64]| {
            let mut trades = trades(&vec![0.01; stakes.len()]);
            trades.iter_mut().zip(stakes).for_each(|(trade, stake)| trade.stake_amount = *stake);
            Sample::new(trades)
        };
        let of = |first: &[f64], second: &[f64]| {
            let results = [result("a", Some(staked(first))), result("b", Some(staked(second)))];
            let summary = summary(&results);
            (summary.avg_position_pct, summary.min_position_size.passed)
        };
        assert_eq!(of(&[40.0, 60.0], &[1.0]), (5.0, true));
        assert_eq!(of(&[40.0, 50.0], &[500.0]), (4.5, false));
        // The first timerange with a trade; one without any passes nothing.
        assert_eq!(of(&[], &[300.0]), (30.0, false));
    }

    #[test]
    fn a_timerange_that_failed_leaves_no_figure_and_passes_no_gate() {
        let summary = summary(&[result("good", Some(sample(&[3.0; 10]))), result("bad", None)]);
        assert!(summary.robust_sharpe.is_nan() && summary.worst_profit_pct.is_nan());
        assert!(!summary.profit_floor.passed && !summary.min_position_size.passed);
        assert_eq!(summary.failed, ["bad"]);
    }

    #[test]
    fn pareto_compares_the_pair_of_the_headline() {
        let sample = || sample(&[0.2, -0.3, 0.2]).equity(&[1000.0, 900.0, 1100.0, 1200.0]);
        let with = |headline, row: Row| {
            let results = [result("full", Some(sample()))];
            Summary::new(&results, &gates(headline), &[row]).unwrap()
        };
        let worse = || logged(Pair { sharpe: -9.0, max_dd: -99.0 });
        let bare = with(Headline::EquitySharpe, worse());
        assert_eq!(bare.pareto_dominated_by, None);
        let (closed, equity) = (with(Headline::Sharpe, worse()).headline, bare.headline);
        let pair = |sharpe, max_dd| Pair { sharpe, max_dd };
        assert_eq!(closed, pair(bare.robust_sharpe, bare.worst_dd_pct));
        assert_eq!(equity, pair(bare.robust_equity_sharpe, bare.worst_equity_dd_pct));
        assert!((equity.max_dd + 10.0).abs() < 1e-9, "1000 to 900");
        let standing = bare.standing();
        assert_eq!(
            (standing.sharpe, standing.worst_profit_pct),
            (equity.sharpe, bare.worst_profit_pct)
        );
        assert!(closed.sharpe < equity.sharpe && closed.max_dd > equity.max_dd);
        for (headline, Pair { sharpe, max_dd }) in
            [(Headline::Sharpe, closed), (Headline::EquitySharpe, equity)]
        {
            let by =
                |sharpe, max_dd| with(headline, logged(pair(sharpe, max_dd))).pareto_dominated_by;
            assert_eq!(by(sharpe, max_dd), None, "equal in both is no better");
            assert_eq!(by(sharpe + 1.0, max_dd - 1.0), None);
            assert_eq!(by(sharpe + 1.0, max_dd), Some("aaaaaaa:Other".to_owned()));
            assert_eq!(by(sharpe, max_dd + 1.0), Some("aaaaaaa:Other".to_owned()));
        }
    }

    #[test]
    fn with_futures_the_headline_can_see_open_losses() {
        // The wallet rises while what it holds falls.
        let held = sample(&[0.2, 0.3]).marked(&[1000.0, 1010.0, 1020.0], &[1000.0, 900.0, 950.0]);
        let with = |results: &[Result]| {
            Summary::new(results, &gates(Headline::MarkedSharpe), &[]).unwrap()
        };
        let summary = with(&[result("full", Some(held))]);
        assert_eq!(Some(summary.headline), summary.marked);
        assert!((summary.headline.max_dd + 10.0).abs() < 1e-9, "1000 to 900");
        assert!(summary.headline.sharpe < summary.robust_equity_sharpe);
        let failed = with(&[result("full", None)]).headline;
        assert!(failed.sharpe.is_nan() && failed.max_dd.is_nan());
    }

    #[test]
    fn a_summary_has_the_worst_figure_of_each_flag() {
        let results =
            [result("one", Some(sample(&[0.1; 12]))), result("two", Some(sample(&[0.1; 5])))];
        let mut summary = summary(&results);
        let few = summary.flags.iter().find(|raised| raised.name() == "few-trades").unwrap();
        assert_eq!(few.to_string(), "few-trades=5");
        let flag = flags::Flag::named("held-losers").unwrap();
        summary.raise(Raised { flag, figure: 12.0 });
        assert_eq!(summary.flags[0].to_string(), "held-losers=12.0%");
    }
}
