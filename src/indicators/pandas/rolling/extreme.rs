//! The largest and the smallest value of windows.

use super::Bounds;
use std::collections::VecDeque;

/// The smallest value over windows.
pub(in super::super) fn lowest(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    extreme(source, bounds, out, |new, old| new <= old);
}

/// The largest value over windows.
pub(in super::super) fn highest(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    extreme(source, bounds, out, |new, old| new >= old);
}

/// Keeps the values that may still become the extreme one, the extreme one first: a new value
/// ends the hopes of all that it beats.
fn extreme(source: &[f64], bounds: Bounds, out: &mut [f64], beats: impl Fn(f64, f64) -> bool) {
    let least = bounds.min_periods.max(1);
    let mut hopes: VecDeque<(usize, f64)> = VecDeque::new();
    let mut count = 0;
    for (row, (out, value)) in out.iter_mut().zip(source).enumerate() {
        if let Some(gone) = row.checked_sub(bounds.window) {
            count -= usize::from(source[gone].is_finite());
            if hopes.front().is_some_and(|(row, _)| *row == gone) {
                hopes.pop_front();
            }
        }
        if value.is_finite() {
            while hopes.back().is_some_and(|(_, old)| beats(*value, *old)) {
                hopes.pop_back();
            }
            hopes.push_back((row, *value));
            count += 1;
        }
        *out = match hopes.front() {
            Some((_, extreme)) if count >= least => *extreme,
            _ => f64::NAN,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, highest, lowest};

    #[test]
    fn the_extreme_value_leaves_with_its_row() {
        let source = [3.0, 1.0, f64::NAN, 2.0, f64::NAN, f64::NAN];
        let mut out = [0.0; 6];
        let bounds = Bounds { window: 2, min_periods: 1 };
        highest(&source, bounds, &mut out);
        assert_eq!(out[..5], [3.0, 3.0, 1.0, 2.0, 2.0]);
        assert!(out[5].is_nan());
        lowest(&source, bounds, &mut out);
        assert_eq!(out[..5], [3.0, 1.0, 1.0, 2.0, 2.0]);
    }
}
