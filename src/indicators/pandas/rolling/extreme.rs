//! The largest and the smallest value of windows.

use super::Bounds;
use crate::indicators::sliding::{Fold, Sliding};

/// The smallest value over windows.
pub(in super::super) fn lowest(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    extreme(source, bounds, out, Smallest, |Smallest(value)| value);
}

/// The largest value over windows.
pub(in super::super) fn highest(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    extreme(source, bounds, out, Largest, |Largest(value)| value);
}

#[derive(Clone, Copy)]
struct Smallest(f64);

impl Fold for Smallest {
    const EMPTY: Self = Self(f64::INFINITY);

    fn join(self, other: Self) -> Self {
        if other.0 < self.0 { other } else { self }
    }
}

#[derive(Clone, Copy)]
struct Largest(f64);

impl Fold for Largest {
    const EMPTY: Self = Self(f64::NEG_INFINITY);

    fn join(self, other: Self) -> Self {
        if other.0 > self.0 { other } else { self }
    }
}

fn extreme<F: Fold>(
    source: &[f64],
    bounds: Bounds,
    out: &mut [f64],
    wrap: impl Fn(f64) -> F,
    unwrap: impl Fn(F) -> f64,
) {
    let least = bounds.min_periods.max(1);
    let mut window = Sliding::new(bounds.window, source.len());
    let mut count = 0;
    for (row, (out, value)) in out.iter_mut().zip(source).enumerate() {
        let is_known = value.is_finite();
        let extreme = window.push(if is_known { wrap(*value) } else { F::EMPTY });
        count += usize::from(is_known);
        if let Some(gone) = row.checked_sub(bounds.window) {
            count -= usize::from(source[gone].is_finite());
        }
        *out = if count >= least { unwrap(extreme) } else { f64::NAN };
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
