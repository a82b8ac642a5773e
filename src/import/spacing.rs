//! How far candles are from each other, and which timeframe that is.

use std::collections::BTreeMap;

use crate::model::dates::Dates;
use crate::model::timeframe::Timeframe;

const DAY: i64 = 86_400_000;

/// Why dates are not those of a timeframe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// They are at another distance from each other: which one, in words.
    Apart(String),
    /// Some lie between the candles: their rows.
    OffGrid(Vec<usize>),
}

/// The timeframe that ascending dates have, if they are at one distance mostly.
pub(super) fn timeframe_of(dates: &Dates) -> Option<Timeframe> {
    let distance = *most_common(dates).first()?;
    let month = Timeframe::parse("1M").expect("a month is a timeframe");
    if (28 * DAY..=31 * DAY).contains(&distance) && dates.iter().all(|date| month.may_begin(date)) {
        return Some(month);
    }
    of_length(distance)
}

/// What keeps dates in ascending order from being those of a timeframe.
pub(super) fn misfit(dates: &Dates, timeframe: Timeframe) -> Option<Misfit> {
    // February is shorter than a month.
    let least = if timeframe.is_regular() { timeframe.ms() } else { timeframe.ms() / 30 * 28 };
    let is_longer = |distance: &i64| timeframe.is_regular() && *distance > least;
    let longer = distances(dates).min().filter(is_longer);
    let most = most_common(dates);
    let shorter = most.first().filter(|_| most.iter().all(|distance| *distance < least));
    if let Some(distance) = longer.or(shorter.copied()) {
        return Some(Misfit::Apart(in_words(distance)));
    }
    let off = (0..dates.len()).filter(|row| !timeframe.may_begin(dates.at(*row)));
    let off: Vec<usize> = off.collect();
    (!off.is_empty()).then_some(Misfit::OffGrid(off))
}

/// The distances that most of them have, ascending: one, or several that are equally frequent.
fn most_common(dates: &Dates) -> Vec<i64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for distance in distances(dates) {
        *counts.entry(distance).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    counts.into_iter().filter(|(_, count)| *count == most).map(|(distance, _)| distance).collect()
}

/// The distances of dates in ascending order; those of one date are no distance.
fn distances(dates: &Dates) -> impl Iterator<Item = i64> + '_ {
    let even = dates.step();
    let rows = if even.is_some() { 0 } else { dates.len() };
    let uneven = (1..rows).map(|row| dates.at(row) - dates.at(row - 1));
    even.into_iter().chain(uneven).filter(|distance| *distance > 0)
}

/// A distance in words: `1h`, `1.5 seconds`.
fn in_words(ms: i64) -> String {
    of_length(ms).map_or_else(|| format!("{} seconds", ms as f64 / 1e3), |own| own.to_string())
}

/// The timeframe of a length, in the largest unit that it is a multiple of.
fn of_length(ms: i64) -> Option<Timeframe> {
    let units = [(7 * DAY, 'w'), (DAY, 'd'), (3_600_000, 'h'), (60_000, 'm'), (1_000, 's')];
    let (unit, name) = units.into_iter().find(|(unit, _)| ms % unit == 0)?;
    Timeframe::parse(&format!("{}{name}", ms / unit)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::timerange::parse_date;

    const HOUR: i64 = 3_600_000;

    fn dates(hours: &[i64]) -> Dates {
        hours.iter().map(|hour| hour * HOUR).collect()
    }

    fn tf(text: &str) -> Timeframe {
        Timeframe::parse(text).unwrap()
    }

    #[test]
    fn the_timeframe_is_the_most_common_distance() {
        let told = |hours: &[i64]| timeframe_of(&dates(hours)).map(|own| own.to_string());
        assert_eq!(told(&[0, 1, 2, 5, 6]).as_deref(), Some("1h"));
        assert_eq!(told(&[0, 4, 8]).as_deref(), Some("4h"));
        assert_eq!(told(&[0, 24, 48, 49]).as_deref(), Some("1d"));
        assert_eq!(told(&[96, 96 + 168, 96 + 336]).as_deref(), Some("1w"));
        assert_eq!((told(&[]), told(&[3])), (None, None));
        let months = ["20240101", "20240201", "20240301", "20240401"];
        let months: Dates = months.iter().map(|day| parse_date(day).unwrap()).collect();
        assert_eq!(timeframe_of(&months), Some(tf("1M")));
        assert_eq!(misfit(&months, tf("1M")), None);
        assert_eq!(misfit(&months.slice(1..3), tf("1M")), None);
        assert_eq!(misfit(&dates(&[0, 24, 48]), tf("1M")), Some(Misfit::Apart("1d".into())));
    }

    #[test]
    fn rows_of_another_timeframe_are_told() {
        let apart = |text: &str| Some(Misfit::Apart(text.to_owned()));
        assert_eq!(misfit(&dates(&[0, 1, 2, 5]), tf("1h")), None);
        assert_eq!(misfit(&dates(&[0, 1, 2, 5]), tf("4h")), apart("1h"));
        assert_eq!(misfit(&dates(&[0, 24, 48]), tf("1h")), apart("1d"));
        let odd: Dates = [0, HOUR, HOUR + 60_000, 2 * HOUR, 3 * HOUR].into_iter().collect();
        let few: Dates = [0, HOUR + 60_000, 2 * HOUR, 3 * HOUR].into_iter().collect();
        assert_eq!(misfit(&few, tf("1h")), Some(Misfit::OffGrid(vec![1])));
        assert_eq!(misfit(&odd, tf("1h")), Some(Misfit::OffGrid(vec![2])));
        // Thursdays are no start of a week, and any day is one of three.
        assert_eq!(misfit(&dates(&[0, 168]), tf("1w")), Some(Misfit::OffGrid(vec![0, 1])));
        assert_eq!(misfit(&dates(&[24, 96]), tf("3d")), None);
        assert_eq!(misfit(&dates(&[7]), tf("1h")), None);
    }

    #[test]
    fn distances_that_are_no_timeframe_are_told_in_seconds() {
        let fast: Dates = [0, 1_500, 3_000].into_iter().collect();
        assert_eq!(timeframe_of(&fast), None);
        assert_eq!(misfit(&fast, tf("1h")), Some(Misfit::Apart("1.5 seconds".into())));
    }
}
