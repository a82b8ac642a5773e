//! The rows of extremes, which MAXINDEX, MININDEX and MINMAXINDEX share.

use crate::indicators::ta::extremes::Side;
use crate::indicators::ta::follower::{Equals, Follower};
use crate::indicators::ta::warm_up;

/// Writes the row of each window's extreme, counted from the column's first; 0 where there is none.
pub(super) fn rows<S: Side>(source: &[f64], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(&[source]);
    let first = begin.saturating_add(period - 1).min(out.len());
    let (unknown, known) = out.split_at_mut(first);
    unknown.fill(0.0);
    let extremes = Follower::<S>::new(&source[begin..], period, Equals::First);
    for (out, (row, _)) in known.iter_mut().zip(extremes) {
        *out = (begin + row) as f64;
    }
}
