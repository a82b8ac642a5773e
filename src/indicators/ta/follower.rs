//! The row of the highest or lowest value of each window, followed from row to row.

use super::extremes::Side;
use std::marker::PhantomData;

/// Which of equal values a search finds.
#[derive(Clone, Copy)]
pub(super) enum Equals {
    /// The oldest one.
    First,
    /// The newest one.
    Last,
}

/// The row and the value of the extreme of each whole window, one window after the other.
///
/// As in TA-Lib an extreme stays until a newer value equals or beats it, or until its row leaves the
/// window, which is then searched from its oldest value on. So the row of an extreme that stands in a
/// window twice depends on the rows before. A NaN equals and beats nothing and is passed over; but
/// where a search begins with one nothing beats it, and the window has no extreme.
///
/// A search that comes soon after the last one leaves a list of the rows that will be the extreme in turn
/// as older ones leave, so that the next ones need not look at them again: falling prices cost no more
/// than others.
pub(super) struct Follower<'a, S> {
    source: &'a [f64],
    period: usize,
    equals: Equals,
    /// The newest row of the next window.
    newest: usize,
    value: f64,
    /// The newest row of the first window without the extreme.
    leaves: usize,
    /// The newest row of the last search without a list.
    searched: usize,
    /// The rows on the list whose turn is still to come, the next one last.
    heirs: Vec<usize>,
    /// The extreme of the rows since the list, as far as `seen`.
    fresh: usize,
    seen: usize,
    side: PhantomData<S>,
}

impl<'a, S: Side> Follower<'a, S> {
    /// Before the first window; the period is at least 1.
    pub(super) fn new(source: &'a [f64], period: usize, equals: Equals) -> Self {
        Self {
            source,
            period,
            equals,
            newest: period - 1,
            value: f64::NAN,
            leaves: 0,
            searched: 0,
            heirs: Vec::new(),
            fresh: 0,
            seen: 0,
            side: PhantomData,
        }
    }

    /// Whether a search that goes forward leaves a value for a later one.
    fn succeeds(&self, later: f64, earlier: f64) -> bool {
        S::beats(later, earlier) || matches!(self.equals, Equals::Last) && later == earlier
    }

    /// The row of the extreme from one row to another.
    #[cold]
    fn search(&mut self, oldest: usize, newest: usize) -> usize {
        if self.source[oldest].is_nan() {
            return oldest;
        }
        while self.heirs.last().is_some_and(|row| *row < oldest) {
            self.heirs.pop();
        }
        match self.heirs.last() {
            Some(heir) => self.search_since(*heir, newest),
            None if newest - self.searched >= self.period / 4 => self.search_all(oldest, newest),
            None => self.list(oldest, newest),
        }
    }

    /// Looks at every row. (A NaN is not succeeded, but the oldest is none.)
    fn search_all(&mut self, oldest: usize, newest: usize) -> usize {
        let (mut extreme, mut outer) = (oldest, self.source[oldest]);
        for (row, value) in (oldest..).zip(&self.source[oldest..=newest]) {
            if self.succeeds(*value, outer) {
                (extreme, outer) = (row, *value);
            }
        }
        self.searched = newest;
        extreme
    }

    /// Looks at every row, from the newest on, and lists those that no later one succeeds.
    fn list(&mut self, oldest: usize, newest: usize) -> usize {
        let (mut extreme, mut outer) = (newest, f64::NAN);
        for (at, value) in self.source[oldest..=newest].iter().enumerate().rev() {
            if !value.is_nan() && !self.succeeds(outer, *value) {
                (extreme, outer) = (oldest + at, *value);
                self.heirs.push(extreme);
            }
        }
        (self.fresh, self.seen) = (newest + 1, newest + 1);
        extreme
    }

    /// Looks at the rows that no search has seen, of which there is one, against the next on the list.
    fn search_since(&mut self, heir: usize, newest: usize) -> usize {
        for row in self.seen + 1..=newest {
            let (value, fresh) = (self.source[row], self.source[self.fresh]);
            if fresh.is_nan() || self.succeeds(value, fresh) {
                self.fresh = row;
            }
        }
        self.seen = newest;
        if self.succeeds(self.source[self.fresh], self.source[heir]) {
            self.heirs.clear();
            return self.fresh;
        }
        heir
    }
}

impl<S: Side> Iterator for Follower<'_, S> {
    type Item = (usize, f64);

    #[inline]
    fn next(&mut self) -> Option<(usize, f64)> {
        let (row, value) = (self.newest, *self.source.get(self.newest)?);
        if row >= self.leaves {
            let extreme = self.search(row + 1 - self.period, row);
            self.leaves = extreme + self.period;
            self.value = self.source[extreme];
        } else if value == self.value || S::beats(value, self.value) {
            self.leaves = row + self.period;
            self.value = value;
        }
        self.newest += 1;
        Some((self.leaves - self.period, self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::{Equals, Follower};
    use crate::indicators::ta::extremes::{Highest, Lowest};

    fn rows(source: &[f64], period: usize, equals: Equals) -> Vec<usize> {
        Follower::<Highest>::new(source, period, equals).map(|(row, _)| row).collect()
    }

    #[test]
    fn of_equal_values_a_search_finds_the_first_or_the_last() {
        let source = [5.0, 5.0, 1.0, 5.0, 2.0, 2.0, 1.0, 2.0];
        assert_eq!(rows(&source, 3, Equals::First), [0, 1, 3, 3, 4, 5]);
        assert_eq!(rows(&source, 3, Equals::Last), [1, 3, 3, 3, 5, 7]);
    }

    #[test]
    fn a_nan_hides_a_window_where_a_search_begins_with_it() {
        let source = [9.0, f64::NAN, 3.0, 4.0, f64::NAN, 1.0, 2.0];
        assert_eq!(rows(&source, 3, Equals::First), [0, 1, 3, 3, 4]);
        let lowest = Follower::<Lowest>::new(&source, 3, Equals::First);
        assert_eq!(lowest.map(|(row, _)| row).collect::<Vec<_>>(), [2, 2, 2, 5, 5]);
    }

    #[test]
    fn falling_values_lead_in_turn() {
        let source: Vec<f64> = (0..500).map(|row| f64::from(500 - row)).collect();
        let followed = rows(&source, 100, Equals::First);
        assert!(followed.into_iter().eq(0..401));
    }

    /// The rows without a list: every search looks at the whole window.
    fn searched(source: &[f64], period: usize, last: bool) -> Vec<usize> {
        let follows = |later: f64, earlier: f64| later > earlier || last && later == earlier;
        let mut extreme = None;
        let next = |oldest: usize| {
            let newest = oldest + period - 1;
            let row = match extreme {
                Some(row) if row >= oldest && source[newest] >= source[row] => newest,
                Some(row) if row >= oldest => row,
                _ => (oldest..=newest).fold(oldest, |row, later| {
                    if follows(source[later], source[row]) { later } else { row }
                }),
            };
            extreme = Some(row);
            row
        };
        (0..(source.len() + 1).saturating_sub(period)).map(next).collect()
    }

    #[test]
    fn a_list_changes_nothing() {
        for coarse in [3, 7, 40] {
            let value = |row: u32| match row.wrapping_mul(2_654_435_761) >> 16 {
                some if some % 11 == 0 => f64::NAN,
                some => f64::from(some % coarse) - f64::from(row / 50),
            };
            let source: Vec<f64> = (0..900).map(value).collect();
            for period in [1, 2, 3, 5, 12, 40, 200] {
                let first = searched(&source, period, false);
                assert_eq!(rows(&source, period, Equals::First), first, "{coarse} {period}");
                let last = searched(&source, period, true);
                assert_eq!(rows(&source, period, Equals::Last), last, "{coarse} {period}");
            }
        }
    }
}
