//! The highest and the lowest value of each whole window.
//!
//! Without NaN a window's extreme is its own matter, and many are found at once. Where there is a NaN,
//! what TA-Lib gives depends on how it looks for the extreme. Some functions follow it from row to row,
//! as [`Follower`] does. Others cut the column into blocks as long as a window, from the first whole row
//! on, and join the tail of one block and the head of the next ([`join_blocks`]); a comparison with a NaN
//! keeps what was there, wherever it falls.

use super::follower::{Equals, Follower};
use super::windows::{NARROW, join_blocks, widen};
use crate::indicators::vectorized::vectorized;

/// Which extreme is meant.
pub(super) trait Side {
    /// Whether a value lies further out than another. A NaN does not, and nothing does of a NaN.
    fn beats(one: f64, other: f64) -> bool;

    /// The outer one of two values; the other where they do not compare.
    #[inline(always)]
    fn outer(one: f64, other: f64) -> f64 {
        if Self::beats(one, other) { one } else { other }
    }
}

/// The largest value.
pub(super) enum Highest {}

impl Side for Highest {
    #[inline(always)]
    fn beats(one: f64, other: f64) -> bool {
        one > other
    }
}

/// The smallest value.
pub(super) enum Lowest {}

impl Side for Lowest {
    #[inline(always)]
    fn beats(one: f64, other: f64) -> bool {
        one < other
    }
}

/// How a function looks for the extreme, which shows where there is a NaN.
#[derive(Clone, Copy)]
pub(super) enum Search {
    /// Block by block: a window is the tail of one block and the head of the next.
    Blocks,
    /// From row to row: an extreme stays until a value beats it or it leaves the window.
    Rows,
}

/// Writes the highest value of every whole window: `out[k]` is that of `period` rows from `k` on.
pub(super) fn highest(source: &[f64], period: usize, search: Search, out: &mut [f64]) {
    all::<Highest>(source, period, search, out);
}

/// Writes the lowest value of every whole window, as [`highest`].
pub(super) fn lowest(source: &[f64], period: usize, search: Search, out: &mut [f64]) {
    all::<Lowest>(source, period, search, out);
}

/// Writes the extreme of every whole window.
fn all<S: Side>(source: &[f64], period: usize, search: Search, out: &mut [f64]) {
    let mut extremes = Extremes::<S>::new(source, period, search);
    for part in out.chunks_mut(part_length(period)) {
        extremes.fill(part);
    }
}

/// The highest highs and the lowest lows of all whole windows, some at a time: `each` gets the number of
/// the first window and the two extremes of it and those that follow. Nothing as long as the columns
/// is ever written.
pub(super) fn ranges(
    [high, low]: [&[f64]; 2],
    period: usize,
    search: Search,
    mut each: impl FnMut(usize, &[f64], &[f64]),
) {
    let windows = (high.len().min(low.len()) + 1).saturating_sub(period);
    let part = part_length(period).min(windows);
    let (mut top, mut bottom) = (vec![0.0; part], vec![0.0; part]);
    let mut highest = Extremes::<Highest>::new(high, period, search);
    let mut lowest = Extremes::<Lowest>::new(low, period, search);
    let mut first = 0;
    while first < windows {
        let length = part.min(windows - first);
        highest.fill(&mut top[..length]);
        lowest.fill(&mut bottom[..length]);
        each(first, &top[..length], &bottom[..length]);
        first += length;
    }
}

/// How many windows are done at once: whole blocks, so many that the rows they share count little, and
/// few enough for the fastest memory.
fn part_length(period: usize) -> usize {
    period * 256_usize.div_ceil(period).max(8)
}

/// The extremes of a column's windows, part by part.
struct Extremes<'a, S> {
    source: &'a [f64],
    period: usize,
    search: Search,
    /// The oldest row of the next window.
    oldest: usize,
    /// From the first NaN on, where the search goes from row to row.
    follower: Option<Follower<'a, S>>,
    scratch: [Vec<f64>; 2],
}

impl<'a, S: Side> Extremes<'a, S> {
    /// Before the first window; the period is at least 1.
    fn new(source: &'a [f64], period: usize, search: Search) -> Self {
        let scratch = [Vec::new(), Vec::new()];
        Self { source, period, search, oldest: 0, follower: None, scratch }
    }

    /// Writes the extremes of the next windows: [`part_length`] of them, or all that are left.
    ///
    /// A zero comes out as 0.0, never as −0.0: which of the two TA-Lib gives depends on their rows.
    fn fill(&mut self, out: &mut [f64]) {
        let rows = &self.source[self.oldest..self.oldest + out.len() + self.period - 1];
        let missing = vectorized(
            #[inline(always)]
            || any_nan(rows),
        );
        if matches!(self.search, Search::Rows) && (missing || self.follower.is_some()) {
            self.follow(out);
        } else if missing || self.period > NARROW {
            join_blocks::<S>(rows, self.period, out);
        } else {
            let (period, scratch) = (self.period, &mut self.scratch);
            vectorized(
                #[inline(always)]
                || widen::<S>(rows, period, scratch, out),
            );
        }
        self.oldest += out.len();
    }

    /// The same from row to row.
    fn follow(&mut self, out: &mut [f64]) {
        let (source, period, oldest) = (self.source, self.period, self.oldest);
        let follower = self.follower.get_or_insert_with(|| {
            let mut follower = Follower::new(source, period, Equals::First);
            follower.by_ref().take(oldest).for_each(drop);
            follower
        });
        for (out, (_, value)) in out.iter_mut().zip(follower) {
            *out = value + 0.0;
        }
    }
}

/// Whether there is a NaN; all values are looked at, which is quicker than to stop at the first.
#[inline(always)]
fn any_nan(values: &[f64]) -> bool {
    values.iter().fold(0_u64, |count, value| count + u64::from(value.is_nan())) > 0
}

#[cfg(test)]
mod tests {
    use super::{Search, highest, lowest, ranges};

    const NAN: f64 = f64::NAN;

    #[test]
    fn every_window_has_its_own_extremes() {
        let source: Vec<f64> = (0..9000).map(|row| f64::from(row * row % 1009)).collect();
        let most = |values: &[f64]| values.iter().fold(f64::MIN, |one, next| one.max(*next));
        let least = |values: &[f64]| values.iter().fold(f64::MAX, |one, next| one.min(*next));
        for period in [1, 2, 3, 8, 30, 1000, 9000] {
            let mut out = vec![0.0; source.len() + 1 - period];
            highest(&source, period, Search::Blocks, &mut out);
            assert!(source.windows(period).map(most).eq(out.iter().copied()), "{period}");
            lowest(&source, period, Search::Rows, &mut out);
            assert!(source.windows(period).map(least).eq(out.iter().copied()), "{period}");
        }
    }

    #[test]
    fn ranges_come_in_order() {
        let high: Vec<f64> = (0..5000).map(f64::from).collect();
        let low: Vec<f64> = high.iter().map(|value| value - 1.0).collect();
        let mut next = 0;
        ranges([&high, &low], 20, Search::Blocks, |first, highest, lowest| {
            assert_eq!(first, next);
            for (highest, lowest) in highest.iter().zip(lowest) {
                assert_eq!((*highest, *lowest), (high[next + 19], low[next]));
                next += 1;
            }
        });
        assert_eq!(next, 4981);
        ranges([&high[..19], &low], 20, Search::Blocks, |_, _, _| panic!("no window is whole"));
    }

    #[test]
    fn a_nan_counts_as_the_search_meets_it() {
        let source = [9.0, 8.0, NAN, 7.0, NAN, 3.0, 1.0];
        let mut out = [0.0; 5];
        // The first block ends with a NaN, which is the tail of the three windows with that row.
        highest(&source, 3, Search::Blocks, &mut out);
        assert_eq!(format!("{out:?}"), "[NaN, NaN, NaN, 7.0, 3.0]");
        // The 8 leaves, and the search begins with the NaN; so does the one when the 7 leaves.
        highest(&source, 3, Search::Rows, &mut out);
        assert_eq!(format!("{out:?}"), "[9.0, 8.0, NaN, 7.0, NaN]");
    }
}
