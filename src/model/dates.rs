//! The open times of candles.

use std::ops::Range;

use super::shared::Shared;

/// Open times in epoch milliseconds (UTC), in the order of the candles.
///
/// Times at one distance from each other, which those of mended candles are, take no memory: they are
/// known by the first one and the distance.
#[derive(Clone)]
pub struct Dates(Form);

#[derive(Clone)]
enum Form {
    /// `first`, `first + step`, …: `len` of them; `step` is positive.
    Even {
        first: i64,
        step: i64,
        len: usize,
    },
    Listed(Shared<i64>),
}

impl Dates {
    /// The number of dates.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Even { len, .. } => *len,
            Form::Listed(dates) => dates.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The date of a row; `None` beyond the end.
    pub fn get(&self, row: usize) -> Option<i64> {
        match &self.0 {
            Form::Even { first, step, len } => (row < *len).then(|| first + row as i64 * step),
            Form::Listed(dates) => dates.get(row).copied(),
        }
    }

    /// The date of a row that is there.
    pub fn at(&self, row: usize) -> i64 {
        self.get(row).expect("the row is there")
    }

    /// The first date.
    pub fn first(&self) -> Option<i64> {
        self.get(0)
    }

    /// The last date.
    pub fn last(&self) -> Option<i64> {
        self.get(self.len().wrapping_sub(1))
    }

    /// All dates.
    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        (0..self.len()).map(|row| self.at(row))
    }

    /// How many dates lie before `date`; the dates are in ascending order.
    pub fn before(&self, date: i64) -> usize {
        match &self.0 {
            Form::Even { first, step, len } => {
                let ahead = date.saturating_sub(*first).saturating_add(step - 1);
                usize::try_from(ahead.div_euclid(*step)).unwrap_or(0).min(*len)
            }
            Form::Listed(dates) => dates.partition_point(|known| *known < date),
        }
    }

    /// How many dates lie at or before `date`; the dates are in ascending order.
    pub fn until(&self, date: i64) -> usize {
        self.before(date.saturating_add(1))
    }

    /// The distance of all dates from the ones before them, where it is known: for two dates or more
    /// that were collected at one distance, not for an even part of uneven ones.
    pub fn step(&self) -> Option<i64> {
        match self.0 {
            Form::Even { step, len: 2.., .. } => Some(step),
            _ => None,
        }
    }

    /// Whether each date is later than the one before it.
    pub fn is_ascending(&self) -> bool {
        match &self.0 {
            Form::Even { .. } => true,
            Form::Listed(dates) => dates.is_sorted_by(|one, next| one < next),
        }
    }

    /// The first row whose date is no whole number of `step`s away from `anchor`.
    pub fn off_grid(&self, anchor: i64, step: i64) -> Option<usize> {
        let is_off = |date: i64| (date - anchor) % step != 0;
        match &self.0 {
            Form::Even { first, step: own, .. } if own % step == 0 && !is_off(*first) => None,
            _ => self.iter().position(is_off),
        }
    }

    /// The longest runs of rows whose dates are one `step` from each other.
    pub fn runs(&self, step: i64) -> Vec<Range<usize>> {
        if let Form::Even { step: own, len: len @ 1.., .. } = self.0
            && own == step
        {
            let all = 0..len;
            return vec![all];
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for (row, date) in self.iter().enumerate() {
            match runs.last_mut() {
                Some(run) if before == Some(date - step) => run.end = row + 1,
                _ => runs.push(row..row + 1),
            }
            before = Some(date);
        }
        runs
    }

    /// Some of the rows, without copying them.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Self {
        assert!(rows.start <= rows.end && rows.end <= self.len(), "the rows are there");
        Self(match &self.0 {
            Form::Even { first, step, .. } => {
                let first = first + rows.start as i64 * step;
                Form::Even { first, step: *step, len: rows.len() }
            }
            Form::Listed(dates) => Form::Listed(dates.slice(rows)),
        })
    }

    /// Appends a date.
    pub fn push(&mut self, date: i64) {
        match &mut self.0 {
            Form::Even { first, len: len @ 0, .. } => (*first, *len) = (date, 1),
            Form::Even { first, step, len: len @ 1 } if date > *first => {
                (*step, *len) = (date - *first, 2);
            }
            Form::Even { first, step, len } if date == *first + *len as i64 * *step && *len > 1 => {
                *len += 1;
            }
            Form::Even { .. } => {
                let mut dates: Vec<i64> = self.iter().collect();
                dates.push(date);
                self.0 = Form::Listed(dates.into());
            }
            Form::Listed(dates) => dates.push(date),
        }
    }
}

impl Default for Dates {
    fn default() -> Self {
        Self(Form::Even { first: 0, step: 1, len: 0 })
    }
}

impl From<Vec<i64>> for Dates {
    fn from(dates: Vec<i64>) -> Self {
        let first = dates.first().copied().unwrap_or(0);
        let step = dates.get(1).map_or(1, |second| second.saturating_sub(first));
        if step > 0 && dates.windows(2).all(|pair| pair[1].checked_sub(pair[0]) == Some(step)) {
            return Self(Form::Even { first, step, len: dates.len() });
        }
        Self(Form::Listed(dates.into()))
    }
}

impl FromIterator<i64> for Dates {
    fn from_iter<I: IntoIterator<Item = i64>>(dates: I) -> Self {
        dates.into_iter().collect::<Vec<i64>>().into()
    }
}

impl PartialEq for Dates {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<const N: usize> PartialEq<[i64; N]> for Dates {
    fn eq(&self, other: &[i64; N]) -> bool {
        self.iter().eq(other.iter().copied())
    }
}

impl std::fmt::Debug for Dates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both forms of the same dates, and what a plain list says.
    fn forms(dates: &[i64]) -> [Dates; 3] {
        let mut pushed = Dates::default();
        for date in dates {
            pushed.push(*date);
        }
        [pushed, dates.to_vec().into(), Dates(Form::Listed(dates.to_vec().into()))]
    }

    #[test]
    fn every_form_says_the_same() {
        for dates in [vec![], vec![7], vec![10, 20, 30, 40], vec![-5, 5, 15, 20, 40], vec![1, 2, 9]]
        {
            for form in forms(&dates) {
                assert_eq!(form.iter().collect::<Vec<_>>(), dates);
                assert_eq!(
                    (form.first(), form.last()),
                    (dates.first().copied(), dates.last().copied())
                );
                assert_eq!((form.len(), form.get(dates.len())), (dates.len(), None));
                for date in -20..60 {
                    assert_eq!(form.before(date), dates.partition_point(|known| *known < date));
                    assert_eq!(form.until(date), dates.partition_point(|known| *known <= date));
                }
                assert_eq!(form.is_ascending(), dates.is_sorted_by(|one, next| one < next));
                for (anchor, step) in [(0, 5), (0, 10), (7, 10), (10, 20), (1, 3)] {
                    let off = dates.iter().position(|date| (date - anchor) % step != 0);
                    assert_eq!(form.off_grid(anchor, step), off, "{dates:?} {anchor} {step}");
                }
                for start in 0..=dates.len() {
                    let mut part = form.slice(start..dates.len());
                    assert!(part.iter().eq(dates[start..].iter().copied()));
                    part.push(1_000);
                    assert_eq!(part.last(), Some(1_000));
                }
            }
        }
    }

    #[test]
    fn dates_at_the_ends_of_time_are_kept() {
        for dates in [vec![i64::MIN, i64::MAX], vec![-1, i64::MAX], vec![0, i64::MAX, i64::MIN]] {
            assert!(Dates::from(dates.clone()).iter().eq(dates));
        }
    }

    #[test]
    fn unsorted_and_doubled_dates_are_kept() {
        for dates in [vec![5, 4, 6], vec![5, 5], vec![10, 20, 30, 20]] {
            for form in forms(&dates) {
                assert_eq!(form.iter().collect::<Vec<_>>(), dates);
            }
        }
    }
}
