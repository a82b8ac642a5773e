//! What each calendar month brought.

use chrono::{DateTime, Datelike as _};

use super::wallet_stats::Sample;

/// A calendar month, UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The relative change of the balance.
    pub change: f64,
}

/// The change of balances in ascending order of dates over each month that has one: from the last balance
/// before it, in the first month from the first balance, to its last one.
pub fn monthly(samples: &[Sample]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    let Some(mut before) = samples.first().map(|first| first.equity) else { return months };
    let month_of = |sample: &Sample| {
        let date = DateTime::from_timestamp_millis(sample.date).unwrap_or_default();
        (date.year(), date.month())
    };
    for of_month in samples.chunk_by(|one, next| month_of(one) == month_of(next)) {
        let last = of_month[of_month.len() - 1];
        let (year, month) = month_of(&last);
        months.push(Month { year, month, change: last.equity / before - 1.0 });
        before = last.equity;
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::metrics::basis::DAY_MS;
    use crate::backtest::metrics::samples::assert_close;

    #[test]
    fn a_month_begins_with_the_last_balance_before_it() {
        let balances = [(0, 1000.0), (20, 1100.0), (31, 1210.0), (58, 990.0), (365, 1980.0)];
        let samples = balances.map(|(day, equity)| Sample { date: day * DAY_MS, equity });
        let months = monthly(&samples);
        let names: Vec<(i32, u32)> = months.iter().map(|one| (one.year, one.month)).collect();
        assert_eq!(names, [(1970, 1), (1970, 2), (1971, 1)]);
        for (month, change) in months.iter().zip([0.1, -0.1, 1.0]) {
            assert_close(month.change, change);
        }
        assert!(monthly(&[]).is_empty());
        assert_close(monthly(&samples[..1])[0].change, 0.0);
    }
}
