//! What chance alone would have found: who tries often enough finds something that looks good.
//!
//! Without skill, and in a market without a trend, a Sharpe ratio is a draw around zero. Over `T` years the one
//! of daily balances has a deviation of `1 / √T` (Lo, The Statistics of Sharpe Ratios, 2002, at a ratio of 0).
//! The one of closed trades is `t · √(n / D) · √(365 / D)`, with t the t-statistic of n trades in D days, whose
//! deviation is 1. The headline is the lowest of all timeranges, and a search keeps the best of all trials.
//!
//! Trials are taken as independent, and they are not: those that resemble each other count for less, so
//! chance is rather less lucky than told here. Timeranges that overlap make it rather more so.

use std::collections::HashMap;

use serde::Serialize;
use statrs::distribution::{ContinuousCDF as _, Normal};

use super::{Again, Experiment, Fate};
use crate::research::books::{Entry, RangeEntry, RunEntry};
use crate::research::gates::Headline;
use crate::research::tally::all_runs;

/// Fewer trials than this are no search.
const LEAST: usize = 5;

/// Days of a year.
const YEAR: f64 = 365.0;

/// What so many trials would have found without any skill.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Chance {
    /// How many trials there were whose figures say how far chance goes.
    pub trials: usize,
    /// The headline that the best of so many trials without skill is expected to reach.
    pub best: f64,
    /// The best headline that was kept.
    pub found: Option<f64>,
    /// How likely so many trials without skill reach the best that was kept, from 0 to 1.
    pub luck: Option<f64>,
}

impl Chance {
    /// What the trials say; `None` where they are few.
    pub(super) fn of(
        experiments: &[Experiment],
        entries: &[Entry],
        runs: &[Again],
        family: Headline,
    ) -> Option<Self> {
        let days = days_of_timeranges(runs);
        let entries: HashMap<usize, &RunEntry> =
            all_runs(entries).map(|run| (run.number, run)).collect();
        let numbers = experiments.iter().filter(|one| one.sharpe.is_some()).map(|one| one.trial);
        let draws: Vec<Vec<f64>> = numbers
            .filter_map(|number| deviations(&entries.get(&number)?.results, &days, family))
            .collect();
        if draws.len() < LEAST {
            return None;
        }
        let kept = experiments.iter().filter(|one| one.fate == Fate::Kept);
        let found = kept.filter_map(|one| one.sharpe).reduce(f64::max);
        let luck = found.map(|found| 1.0 - (-expected_above(&draws, found)).exp());
        Some(Self { trials: draws.len(), best: expected_best(&draws), found, luck })
    }
}

/// How long the timeranges of the last runs are, days.
fn days_of_timeranges(runs: &[Again]) -> HashMap<String, f64> {
    let backtests = runs.iter().flat_map(|run| &run.backtests);
    let days = backtests.filter_map(|one| {
        let days = one.completed.as_ref()?.figures.backtest_days;
        Some((one.entry.timerange.to_string(), days as f64))
    });
    days.collect()
}

/// How far chance alone carries the headline's ratio on each timerange of a trial; `None` where that is not
/// known, or where nothing was traded.
fn deviations(
    ranges: &[RangeEntry],
    days: &HashMap<String, f64>,
    family: Headline,
) -> Option<Vec<f64>> {
    let deviation = |range: &RangeEntry| {
        let timerange = &range.timerange;
        let by_bounds = || Some((timerange.stop()? - timerange.start()?) as f64 / 86_400_000.0);
        let days = days.get(&timerange.to_string()).copied().or_else(by_bounds)?.max(1.0);
        let trades = range.figures.as_ref()?.get("trade_count")?.as_f64()?;
        let by_trades = match family {
            Headline::EquitySharpe | Headline::MarkedSharpe => 1.0,
            Headline::Sharpe => (trades / days).sqrt(),
        };
        (trades > 0.0).then(|| by_trades * (YEAR / days).sqrt())
    };
    let all: Option<Vec<f64>> = ranges.iter().map(deviation).collect();
    all.filter(|all| !all.is_empty())
}

/// How many trials without skill are expected above a headline.
fn expected_above(draws: &[Vec<f64>], headline: f64) -> f64 {
    let normal = Normal::new(0.0, 1.0).expect("a deviation of 1 is one");
    let all_above = |deviations: &Vec<f64>| -> f64 {
        deviations.iter().map(|deviation| normal.sf(headline / deviation)).product()
    };
    draws.iter().map(all_above).sum()
}

/// How many are expected above the mean of the highest: that one is spread as Gumbel's distribution, of which
/// the mean lies Euler's constant above the mode.
const ABOVE_THE_BEST: f64 = 0.561_459_483_566_885_1;

/// The headline that the best of all trials without skill is expected to reach.
fn expected_best(draws: &[Vec<f64>]) -> f64 {
    let largest = draws.iter().flatten().copied().fold(0.0, f64::max);
    let (mut low, mut high) = (-20.0 * largest, 20.0 * largest);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if expected_above(draws, middle) > ABOVE_THE_BEST { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_trials_reach_higher_and_more_timeranges_less_high() {
        // The highest of so many normal draws is 1.4850, 2.5076 and 3.2414 in the mean.
        let best = |count: usize, ranges: &[f64]| expected_best(&vec![ranges.to_vec(); count]);
        for (count, highest) in [(9, 1.4850), (100, 2.5076), (1000, 3.2414)] {
            assert!((best(count, &[1.0]) / highest - 1.0).abs() < 0.04, "{count}");
            assert!((best(count, &[0.5]) - 0.5 * best(count, &[1.0])).abs() < 1e-9);
        }
        // The fourth root of 1000 / 0.5615 draws lies above it.
        assert!((best(1000, &[1.0; 4]) - 1.0197).abs() < 1e-3, "{}", best(1000, &[1.0; 4]));
        assert!((expected_above(&vec![vec![1.0]; 1000], 3.0902) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let range = |timerange: &str, trades: u32| RangeEntry {
            label: "full".into(),
            timerange: crate::model::timerange::TimeRange::parse(timerange).unwrap(),
            data: None,
            job: None,
            flags: serde_json::Map::new(),
            error: None,
            figures: serde_json::json!({ "trade_count": trades }).as_object().cloned(),
        };
        let none = HashMap::new();
        let of = |ranges: &[RangeEntry], family| deviations(ranges, &none, family);
        let year = [range("20210101-20220101", 73)];
        let all = of(&year, Headline::EquitySharpe).unwrap();
        assert!((all[0] - 1.0).abs() < 1e-12);
        let all = of(&year, Headline::Sharpe).unwrap();
        assert!((all[0] - 0.2_f64.sqrt()).abs() < 1e-12);
        assert_eq!(of(&[year[0].clone(), range("20210101-", 73)], Headline::Sharpe), None);
        assert_eq!(
            of(&[year[0].clone(), range("20220101-20230101", 0)], Headline::EquitySharpe),
            None
        );
        assert_eq!(of(&[], Headline::Sharpe), None);
        let known = HashMap::from([("20210101-".to_owned(), 4.0 * 365.0)]);
        let open = deviations(&[range("20210101-", 9)], &known, Headline::EquitySharpe).unwrap();
        assert!((open[0] - 0.5).abs() < 1e-12);
    }
}
