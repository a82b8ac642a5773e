//! Dates on an axis: years, months or days, by how far they reach.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};

const DAY_MS: i64 = 86_400_000;

/// The months and the days from one label to the next, finest last.
const MONTHS: [i32; 10] = [600, 240, 120, 60, 24, 12, 6, 3, 2, 1];
const DAYS: [i64; 4] = [14, 7, 2, 1];

/// So many months say more than the days between them.
const ENOUGH: usize = 3;

/// The dates within a range that are named, at most `most` of them.
pub(super) fn date_ticks(from: i64, to: i64, most: usize) -> Vec<(i64, String)> {
    let (Some(first), Some(last)) = (moment(from), moment(to)) else { return Vec::new() };
    let months = MONTHS.iter().map(|step| months(first, last, *step));
    let days = DAYS.iter().map(|step| days(from, to, *step));
    let best = match finest(months, most) {
        months if months.len() >= ENOUGH => months,
        months => finest(days.chain([months]), most),
    };
    match best.len() {
        0 | 1 if to - from > DAY_MS && most > 1 => vec![(from, day(first)), (to, day(last))],
        0 | 1 => vec![(from, day(first))],
        _ => best,
    }
}

/// A date in full.
pub(in crate::report) fn date(ms: i64) -> String {
    moment(ms).map_or_else(|| "?".to_owned(), day)
}

fn finest(sets: impl Iterator<Item = Vec<(i64, String)>>, most: usize) -> Vec<(i64, String)> {
    sets.filter(|set| set.len() <= most).max_by_key(Vec::len).unwrap_or_default()
}

fn moment(ms: i64) -> Option<NaiveDateTime> {
    DateTime::<Utc>::from_timestamp_millis(ms).map(|moment| moment.naive_utc())
}

fn day(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%d").to_string()
}

/// The beginnings of every `step`-th month; a year is told at its beginning, or else once.
fn months(first: NaiveDateTime, last: NaiveDateTime, step: i32) -> Vec<(i64, String)> {
    let month = |moment: NaiveDateTime| moment.year() * 12 + moment.month0() as i32;
    let from = month(first).div_euclid(step) * step;
    let starts = (from..=month(last)).step_by(step as usize).filter_map(|month| {
        let date =
            NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
        date.map(NaiveDateTime::from)
    });
    let starts: Vec<_> = starts.filter(|start| (first..=last).contains(start)).collect();
    let has_year = starts.iter().any(|start| start.month() == 1);
    let named = starts.iter().enumerate().map(|(at, start)| {
        let format = match (start.month(), at) {
            (1, _) => "%Y",
            (_, 0) if !has_year => "%b %Y",
            _ => "%b",
        };
        (start.and_utc().timestamp_millis(), start.format(format).to_string())
    });
    named.collect()
}

/// Every `step`-th day, the first with its year; weeks begin on Mondays.
fn days(from: i64, to: i64, step: i64) -> Vec<(i64, String)> {
    // Day 4 of the epoch was a Monday.
    let first = (from.div_euclid(DAY_MS) - 4).div_euclid(step) * step + 4;
    let most = (to - from) / (step * DAY_MS) + 2;
    let starts = (0..most.min(100)).map(|at| (first + at * step) * DAY_MS);
    let within = starts.filter(|ms| (from..=to).contains(ms));
    let named = within.enumerate().filter_map(|(at, ms)| {
        let format = if at == 0 { "%-d %b %Y" } else { "%-d %b" };
        moment(ms).map(|start| (ms, start.format(format).to_string()))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(from: &str, to: &str, most: usize) -> String {
        let ms = |text: &str| {
            let date: NaiveDate = text.parse().unwrap();
            NaiveDateTime::from(date).and_utc().timestamp_millis()
        };
        let ticks = date_ticks(ms(from), ms(to), most);
        ticks.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_span_decides_between_years_months_and_days() {
        assert_eq!(
            named("2017-08-17", "2024-02-01", 7),
            "2018, 2019, 2020, 2021, 2022, 2023, 2024"
        );
        assert_eq!(named("2020-10-05", "2022-01-20", 6), "2021, Apr, Jul, Oct, 2022");
        assert_eq!(named("2021-03-31", "2021-06-15", 6), "Apr 2021, May, Jun");
        assert_eq!(named("2021-03-01", "2021-03-24", 5), "1 Mar 2021, 8 Mar, 15 Mar, 22 Mar");
    }

    #[test]
    fn a_short_span_is_told_by_its_ends() {
        assert_eq!(named("2021-03-05", "2021-03-05", 5), "2021-03-05");
        assert_eq!(named("2021-03-05", "2021-03-30", 1), "2021-03-05");
        assert!(date_ticks(i64::MIN, i64::MAX, 5).is_empty());
    }
}
