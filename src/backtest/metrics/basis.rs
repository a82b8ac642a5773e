//! What the ratios of a run are measured against.

use super::figures::Figures;

/// The balance and the days that every row of a run is measured against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis {
    /// The balance at the start, stake currency.
    pub(super) starting_balance: f64,
    /// Whole days of the run, at least 1.
    pub(super) days: f64,
    /// Whether the run starts and ends at the same moment: its yearly ratios are 0.
    pub(super) momentary: bool,
}

impl Basis {
    /// The basis of a run between two dates in epoch milliseconds.
    pub(super) fn new(starting_balance: f64, start: i64, end: i64) -> Self {
        let days = whole_days(start, end) as f64;
        Self { starting_balance, days, momentary: start == end }
    }

    /// The basis of a run whose figures are known.
    pub(super) fn of(figures: &Figures) -> Self {
        Self::new(figures.starting_balance, figures.backtest_start, figures.backtest_end)
    }
}

/// Whole days between two dates in epoch milliseconds, at least 1.
pub(super) fn whole_days(start: i64, end: i64) -> i64 {
    (end - start).div_euclid(DAY_MS).max(1)
}

/// The UTC day of a date in epoch milliseconds, counted from 1970-01-01.
pub(super) fn utc_day(date: i64) -> i64 {
    date.div_euclid(DAY_MS)
}

/// A day in milliseconds.
pub(super) const DAY_MS: i64 = 86_400_000;

/// What a ratio is where its denominator is 0.
pub(super) const UNDEFINED: f64 = -100.0;

/// Days of a year, for yearly ratios.
pub(super) const YEAR: f64 = 365.0;

/// `mean / deviation · √365`; −100 where the deviation is 0 or not a number.
pub(super) fn yearly_ratio(mean: f64, deviation: f64) -> f64 {
    if deviation == 0.0 || deviation.is_nan() {
        return UNDEFINED;
    }
    mean / deviation * YEAR.sqrt()
}

#[cfg(test)]
mod tests {
    use super::{DAY_MS, utc_day, whole_days, yearly_ratio};
    use crate::backtest::metrics::samples::{HOUR, assert_close};

    #[test]
    fn begun_days_do_not_count_but_there_is_always_one() {
        assert_eq!(whole_days(0, 12 * DAY_MS + 23 * HOUR), 12);
        assert_eq!(whole_days(0, 5 * HOUR), 1);
        assert_eq!(whole_days(7, 7), 1);
    }

    #[test]
    fn days_begin_at_midnight_utc() {
        assert_eq!(utc_day(DAY_MS - 1), 0);
        assert_eq!(utc_day(DAY_MS), 1);
        assert_eq!(utc_day(-1), -1);
    }

    #[test]
    fn a_ratio_without_deviation_is_minus_a_hundred() {
        assert_close(yearly_ratio(1.0, 0.0), -100.0);
        assert_close(yearly_ratio(1.0, f64::NAN), -100.0);
        assert_close(yearly_ratio(2.0, 4.0), 365.0_f64.sqrt() / 2.0);
    }
}
