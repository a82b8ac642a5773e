//! How recent the highest or the lowest value of each window is.

use crate::indicators::ta::extremes::Side;
use crate::indicators::ta::follower::{Equals, Follower};
use crate::indicators::vectorized::vectorized;

/// Writes for every whole window of `width` rows how many rows its extreme lies behind the oldest;
/// of equal values the newest counts. `out[k]` is that of the window from row `k` on.
///
/// Without NaN many windows are done at once; with one the rows are followed as TA-Lib does.
pub(super) fn recency<S: Side>(source: &[f64], width: usize, out: &mut [f64]) {
    if source.iter().fold(false, |any, value| any | value.is_nan()) {
        let follower = Follower::<S>::new(source, width, Equals::Last);
        for (oldest, (out, (row, _))) in out.iter_mut().zip(follower).enumerate() {
            *out = (row - oldest) as f64;
        }
        return;
    }
    // Parts so long that the rows they share count little, and short enough for the fastest memory.
    let part = 4 * width.max(128);
    let mut levels = [Level::default(), Level::default()];
    for (out, begin) in out.chunks_mut(part).zip((0..).step_by(part)) {
        let rows = &source[begin..begin + out.len() + width - 1];
        vectorized(
            #[inline(always)]
            || widen::<S>(rows, width, &mut levels, out),
        );
    }
}

/// The extremes of windows of one width: their values, and how many rows behind the oldest.
#[derive(Default)]
struct Level {
    values: Vec<f64>,
    rows: Vec<f64>,
}

/// The extremes of windows of 4, 16, 64 … rows, each from four of the width before, and at last of
/// `width` rows, from four that may overlap.
#[inline(always)]
fn widen<S: Side>(source: &[f64], width: usize, levels: &mut [Level; 2], out: &mut [f64]) {
    let [from, to] = levels;
    for column in [&mut from.values, &mut from.rows, &mut to.values, &mut to.rows] {
        column.resize(source.len(), 0.0);
    }
    from.values.copy_from_slice(source);
    from.rows.fill(0.0);
    let mut covered = 1;
    while 4 * covered < width {
        let steps = [covered, 2 * covered, 3 * covered];
        join::<S>(&from.values, &from.rows, steps, &mut to.values, &mut to.rows);
        std::mem::swap(from, to);
        covered *= 4;
    }
    let steps = [1, 2, 3].map(|times| (times * covered).min(width - covered));
    join::<S>(&from.values, &from.rows, steps, &mut to.values, &mut to.rows);
    out.copy_from_slice(&to.rows[..out.len()]);
}

/// The outermost of each window and those some rows further on. (What stands behind the last whole
/// window is never used.)
#[inline(always)]
fn join<S: Side>(
    values: &[f64],
    rows: &[f64],
    steps: [usize; 3],
    out_values: &mut [f64],
    out_rows: &mut [f64],
) {
    let later = |step: usize| values[step..].iter().zip(&rows[step..]);
    let [one, two, three] = steps.map(later);
    let shifts = steps.map(|step| step as f64);
    let newer = |(value, row): (f64, f64), (later, later_row): (&f64, &f64), shift: f64| {
        let stays = S::beats(value, *later);
        (if stays { value } else { *later }, if stays { row } else { later_row + shift })
    };
    let out = out_values.iter_mut().zip(out_rows);
    let windows = later(0).zip(one).zip(two.zip(three));
    for ((out_value, out_row), (((value, row), one), (two, three))) in out.zip(windows) {
        let extreme = newer((*value, *row), one, shifts[0]);
        let extreme = newer(extreme, two, shifts[1]);
        (*out_value, *out_row) = newer(extreme, three, shifts[2]);
    }
}

#[cfg(test)]
mod tests {
    use super::recency;
    use crate::indicators::ta::extremes::{Highest, Lowest};

    #[test]
    fn the_newest_of_equal_values_counts() {
        let source: Vec<f64> = (0..3000).map(|row| f64::from(row * row % 13)).collect();
        for width in [3, 4, 5, 16, 17, 300, 3000] {
            let mut out = vec![0.0; source.len() + 1 - width];
            recency::<Highest>(&source, width, &mut out);
            for (window, row) in source.windows(width).zip(&out) {
                let (head, tail) = window.split_at(*row as usize);
                assert!(head.iter().all(|value| *value <= tail[0]), "{width}");
                assert!(tail[1..].iter().all(|value| *value < tail[0]), "{width}");
            }
        }
    }

    #[test]
    fn a_nan_is_passed_over() {
        let source = [1.0, 2.0, f64::NAN, 3.0, 2.5];
        let mut out = [0.0; 3];
        recency::<Lowest>(&source, 3, &mut out);
        // The 2 leaves before the search begins with the NaN.
        assert_eq!(out, [0.0, 0.0, 0.0]);
    }
}
