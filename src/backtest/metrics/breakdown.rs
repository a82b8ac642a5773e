//! Profits by day, week, month, year and weekday of closing.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};

use super::basis::{DAY_MS, utc_day};
use super::expectancy::Outcomes;
use super::rounding::round_scaled;
use crate::model::trade::Trade;
use std::collections::BTreeMap;

/// Decimals of a period's profit in stake currency.
const PROFIT_DECIMALS: i32 = 10;

/// Decimals of a period's profit factor.
const FACTOR_DECIMALS: i32 = 8;

/// What was closed in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// The day that names it, epoch milliseconds; of a weekday its number, Monday being 0.
    pub date: i64,
    /// The sum of `profit_abs`, stake currency.
    pub profit_abs: f64,
    /// Trades with `profit_abs > 0`.
    pub wins: usize,
    /// Trades with `profit_abs == 0`.
    pub draws: usize,
    /// Trades with `profit_abs < 0`.
    pub losses: usize,
    /// Gains over losses; 0 without a loss.
    pub profit_factor: f64,
}

/// Closed trades by the time of their closing. Periods between the first and the last that have none are
/// there, too; weekdays without any are not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breakdown {
    /// By UTC day.
    pub day: Vec<Period>,
    /// By weeks from Tuesday to Monday, named by that Monday.
    pub week: Vec<Period>,
    /// By month, named by its last day.
    pub month: Vec<Period>,
    /// By year, named by its last day.
    pub year: Vec<Period>,
    /// By day of the week.
    pub weekday: Vec<Period>,
}

/// Breaks closed trades down by the time of their closing.
pub fn periodic_breakdown(trades: &[Trade]) -> Breakdown {
    Breakdown {
        day: periods(trades, |day| day),
        week: periods(trades, monday_from),
        month: periods(trades, |day| last_day(day, false)),
        year: periods(trades, |day| last_day(day, true)),
        weekday: weekdays(trades),
    }
}

/// One period after another, each named by the last of its days.
fn periods(trades: &[Trade], last_of: fn(i64) -> i64) -> Vec<Period> {
    let groups = grouped(trades, |trade| last_of(utc_day(trade.close_date)));
    let (Some(first), Some(last)) = (groups.keys().min(), groups.keys().max()) else {
        return Vec::new();
    };
    let names = std::iter::successors(Some(*first), |day| Some(last_of(day + 1)));
    names
        .take_while(|day| day <= last)
        .map(|day| period(day * DAY_MS, groups.get(&day).map_or(&[], Vec::as_slice)))
        .collect()
}

fn weekdays(trades: &[Trade]) -> Vec<Period> {
    // 1970-01-01 was a Thursday.
    let groups = grouped(trades, |trade| (utc_day(trade.close_date) + 3).rem_euclid(7));
    groups.into_iter().map(|(weekday, trades)| period(weekday, &trades)).collect()
}

fn grouped(trades: &[Trade], key: impl Fn(&Trade) -> i64) -> BTreeMap<i64, Vec<&Trade>> {
    let mut groups: BTreeMap<i64, Vec<&Trade>> = BTreeMap::new();
    for trade in trades {
        groups.entry(key(trade)).or_default().push(trade);
    }
    groups
}

fn period(date: i64, trades: &[&Trade]) -> Period {
    let outcomes = Outcomes::of(trades.iter().map(|trade| trade.profit_abs));
    let profit = trades.iter().fold(0.0, |sum, trade| sum + trade.profit_abs);
    Period {
        date,
        profit_abs: round_scaled(profit, PROFIT_DECIMALS),
        wins: outcomes.wins,
        draws: outcomes.draws,
        losses: outcomes.losses,
        profit_factor: round_scaled(outcomes.profit_factor(), FACTOR_DECIMALS),
    }
}

/// The Monday that a day is or leads to.
fn monday_from(day: i64) -> i64 {
    day + (4 - day).rem_euclid(7)
}

/// The last day of the month or year that a day lies in. A day that no calendar has is one of its own.
fn last_day(day: i64, of_year: bool) -> i64 {
    let last = || {
        let date = DateTime::from_timestamp(day.checked_mul(86_400)?, 0)?.date_naive();
        let next = match date.month() {
            month if of_year || month == 12 => NaiveDate::from_ymd_opt(date.year() + 1, 1, 1),
            month => NaiveDate::from_ymd_opt(date.year(), month + 1, 1),
        };
        let last = next?.checked_sub_signed(TimeDelta::days(1))?;
        Some(last.and_hms_opt(0, 0, 0)?.and_utc().timestamp() / 86_400)
    };
    last().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::{Breakdown, Period, periodic_breakdown};
    use crate::backtest::metrics::samples::trade;
    use crate::model::timerange::{format_day, parse_date};
    use crate::model::trade::Trade;

    fn closed(date: &str, profit: f64) -> Trade {
        Trade { close_date: parse_date(date).unwrap(), ..trade(profit, 1) }
    }

    fn names(periods: &[Period]) -> Vec<(String, usize)> {
        let count = |period: &Period| period.wins + period.draws + period.losses;
        let name = |period: &Period| format_day(period.date / 86_400_000);
        periods.iter().map(|period| (name(period), count(period))).collect()
    }

    fn named<const N: usize>(names: [(&str, usize); N]) -> Vec<(String, usize)> {
        names.map(|(name, count)| (name.to_owned(), count)).to_vec()
    }

    #[test]
    fn weeks_end_on_mondays_and_empty_periods_are_there() {
        // The 5th of February 2024 was a Monday.
        let trades = [
            closed("20240131T2300", 1.0),
            closed("20240205T2359", -0.5),
            closed("20240206", 2.0),
            closed("20240208", 0.0),
        ];
        let found = periodic_breakdown(&trades);
        assert_eq!(found.day.len(), 9);
        assert_eq!(names(&found.week), named([("2024-02-05", 2), ("2024-02-12", 2)]));
        assert_eq!(names(&found.month), named([("2024-01-31", 1), ("2024-02-29", 3)]));
        assert_eq!(names(&found.year), named([("2024-12-31", 4)]));
        let weekdays: Vec<i64> = found.weekday.iter().map(|day| day.date).collect();
        assert_eq!(weekdays, [0, 1, 2, 3]);
        let week = &found.week[0];
        assert_eq!((week.wins, week.draws, week.losses), (1, 0, 1));
        assert_eq!((week.profit_abs, week.profit_factor), (0.5, 2.0));
    }

    #[test]
    fn years_and_leap_days() {
        let trades = [closed("20240229", 1.0), closed("20260101", 1.0)];
        let found = periodic_breakdown(&trades);
        let years = [("2024-12-31", 1), ("2025-12-31", 0), ("2026-12-31", 1)];
        assert_eq!(names(&found.year), named(years));
        assert_eq!(found.month.len(), 24);
        assert_eq!(names(&found.month[..2]), named([("2024-02-29", 1), ("2024-03-31", 0)]));
    }

    #[test]
    fn no_trade_no_period() {
        assert_eq!(periodic_breakdown(&[]), Breakdown::default());
    }
}
