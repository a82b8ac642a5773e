//! Balances over time: what was had, what holding would have been, how far below the high, month by month.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::rounded::rounded;
use crate::backtest::metrics::{Sample, monthly};
use crate::job::Completed;
use crate::model::trade::Trade;

/// The most stretches that a curve is thinned to; each keeps its lowest and its highest point.
const STRETCHES: usize = 300;

/// Balances at the same dates.
pub(in crate::report) struct Balances {
    /// Epoch milliseconds.
    pub date: Vec<i64>,
    /// The balance that the wallet knows.
    pub equity: Vec<f64>,
    /// With futures the same with open gains and losses; empty in spot, where the wallet knows of them.
    pub marked: Vec<f64>,
    /// What it would have been, had the basket been bought and held.
    pub held: Vec<f64>,
    /// How far below its high so far the balance is, percent; with futures the one with open gains and losses.
    pub under: Vec<f64>,
    /// How far that of holding is.
    pub under_held: Vec<f64>,
}

impl Balances {
    /// The balances of a backtest, thinned.
    pub(in crate::report) fn of(completed: &Completed) -> Self {
        let start = completed.figures.starting_balance;
        let equity = closed(&completed.equity, completed);
        let worth = closed(completed.worth(), completed);
        let held = at_dates(&completed.held, &completed.equity, start);
        let (under, under_held) = (below_high(&worth), below_high(&held));
        let is_spot = completed.trading_mode.is_spot();
        let lines: &[&[f64]] = if is_spot { &[&equity, &held] } else { &[&worth, &held, &equity] };
        let rows = thinned(lines, STRETCHES);
        let pick = |values: &[f64]| rows.iter().map(|row| values[*row]).collect();
        Self {
            date: rows.iter().map(|row| completed.equity[*row].date).collect(),
            equity: pick(&equity),
            marked: if is_spot { Vec::new() } else { pick(&worth) },
            held: pick(&held),
            under: pick(&under),
            under_held: pick(&under_held),
        }
    }

    /// The balance with open gains and losses.
    pub(in crate::report) fn worth(&self) -> &[f64] {
        if self.marked.is_empty() { &self.equity } else { &self.marked }
    }

    pub(super) fn equity_json(&self) -> Value {
        let mut json = json!({
            "date": self.date,
            "equity": rounded(self.equity.iter().copied()),
            "held": rounded(self.held.iter().copied()),
        });
        if !self.marked.is_empty() {
            json["marked"] = json!(rounded(self.marked.iter().copied()));
        }
        json
    }

    pub(super) fn underwater_json(&self) -> Value {
        json!({
            "equity": rounded(self.under.iter().copied()),
            "held": rounded(self.under_held.iter().copied()),
        })
    }
}

/// The balance at the start, at the end, of holding, and the lowest.
pub(super) fn money(completed: &Completed) -> Value {
    let start = completed.figures.starting_balance;
    let lowest = completed.worth_stats().map_or(start, |stats| stats.low_balance);
    json!({
        "start": start,
        "end": completed.figures.final_balance,
        "held": completed.held.last().map_or(start, |sample| sample.equity),
        "low": lowest,
    })
}

pub(super) fn monthly_json(completed: &Completed) -> Value {
    let months = monthly(&ended(completed.worth(), completed));
    let change = rounded(months.iter().map(|month| 100.0 * month.change));
    let month = |(month, pct): (&crate::backtest::metrics::Month, f64)| json!({ "year": month.year, "month": month.month, "pct": pct });
    months.iter().zip(change).map(month).collect()
}

/// How many trades had a position, where their number changes.
pub(super) fn exposure(trades: &[Trade]) -> Value {
    // Closed at the end of all candles it may have ended before it began, and was never open.
    let opened = trades.iter().map(|trade| (trade.entered_date().min(trade.close_date), 1));
    let closed = trades.iter().map(|trade| (trade.close_date, -1));
    let mut changes: Vec<(i64, i64)> = opened.chain(closed).collect();
    changes.sort_unstable();
    let (mut dates, mut open) = (Vec::new(), Vec::new());
    let mut now = 0;
    for of_date in changes.chunk_by(|one, next| one.0 == next.0) {
        let change = of_date.iter().map(|(_, change)| change).sum::<i64>();
        if change == 0 {
            continue;
        }
        now += change;
        dates.push(of_date[0].0);
        open.push(now as f64);
    }
    let rows = thinned(&[&open], STRETCHES);
    json!({
        "date": rows.iter().map(|row| dates[*row]).collect::<Vec<_>>(),
        "open": rows.iter().map(|row| open[*row] as i64).collect::<Vec<_>>(),
    })
}

/// A balance at each step; the last one is what is in the wallet once all trades are closed.
fn closed(samples: &[Sample], completed: &Completed) -> Vec<f64> {
    ended(samples, completed).iter().map(|sample| sample.equity).collect()
}

fn ended(samples: &[Sample], completed: &Completed) -> Vec<Sample> {
    let mut samples = samples.to_vec();
    if let Some(last) = samples.last_mut() {
        last.equity = completed.figures.final_balance;
    }
    samples
}

/// The last of some values at each of other dates; the first of all before there is one.
fn at_dates(values: &[Sample], dates: &[Sample], first: f64) -> Vec<f64> {
    let mut next = values.iter().peekable();
    let mut last = first;
    let at = |sample: &Sample| {
        while let Some(value) = next.next_if(|value| value.date <= sample.date) {
            last = value.equity;
        }
        last
    };
    dates.iter().map(at).collect()
}

/// How far each value is below the highest so far, percent, at most 0.
fn below_high(values: &[f64]) -> Vec<f64> {
    let mut high = f64::NEG_INFINITY;
    let below = |value: &f64| {
        high = high.max(*value);
        100.0 * (value / high - 1.0)
    };
    values.iter().map(below).collect()
}

/// The rows that draw the same lines: of each of so many stretches the lowest and the highest of each line, and
/// both ends.
fn thinned(lines: &[&[f64]], stretches: usize) -> Vec<usize> {
    let count = lines.first().map_or(0, |line| line.len());
    if count <= 2 * stretches * lines.len() {
        return (0..count).collect();
    }
    let mut rows = BTreeSet::from([0, count - 1]);
    for stretch in 0..stretches {
        let begin = stretch * count / stretches;
        let end = (stretch + 1) * count / stretches;
        for values in lines {
            let by_value = |a: &usize, b: &usize| values[*a].total_cmp(&values[*b]);
            rows.extend((begin..end).min_by(by_value));
            rows.extend((begin..end).max_by(by_value));
        }
    }
    rows.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_keeps_ends_and_extremes_in_order() {
        let mut values: Vec<f64> = (0..10_000).map(|row| f64::from(row % 97)).collect();
        values[5_003] = 1e6;
        values[7_001] = -1e6;
        let rows = thinned(&[&values], 100);
        assert!(rows.len() <= 202 && rows.is_sorted());
        assert!(rows.contains(&0) && rows.contains(&9_999));
        assert!(rows.contains(&5_003) && rows.contains(&7_001));
        assert_eq!(thinned(&[&values[..200]], 100).len(), 200);
        let other: Vec<f64> = values.iter().rev().copied().collect();
        assert!(thinned(&[&values, &other], 100).contains(&2_998), "the lowest of the other");
        assert!(thinned(&[], 100).is_empty());
    }

    #[test]
    fn a_trade_is_open_from_its_first_fill() {
        use crate::backtest::metrics::samples::{HOUR, ordered};
        let late = ordered(5, &[(true, 3, 10.0, 1.0), (false, 5, 9.0, 1.0)]);
        let trades = [Trade { open_date: HOUR, ..late.clone() }, late];
        let found = exposure(&trades);
        assert_eq!(found, json!({ "date": ([3, 5].map(|hour| hour * HOUR)), "open": [2, 0] }));
    }

    #[test]
    fn a_trade_that_ended_before_it_began_was_never_open() {
        use crate::backtest::metrics::samples::{HOUR, ordered};
        let held = ordered(11, &[(true, 3, 10.0, 1.0), (false, 11, 9.0, 1.0)]);
        let mut late = ordered(11, &[(true, 12, 10.0, 1.0), (false, 11, 10.0, 1.0)]);
        late.open_date = 12 * HOUR;
        let found = exposure(&[held, late]);
        assert_eq!(found, json!({ "date": ([3, 11].map(|hour| hour * HOUR)), "open": [1, 0] }));
    }

    #[test]
    fn holding_is_told_at_the_dates_of_the_balance() {
        let sample = |(date, equity)| Sample { date, equity };
        let dates = [(0, 1.0), (5, 1.0), (10, 1.0), (20, 1.0)].map(sample);
        let held = [(5, 1100.0), (6, 900.0), (30, 0.0)].map(sample);
        assert_eq!(at_dates(&held, &dates, 1000.0), [1000.0, 1100.0, 900.0, 900.0]);
        assert_eq!(below_high(&[10.0, 20.0, 15.0, 25.0]), [0.0, 0.0, -25.0, 0.0]);
    }
}
