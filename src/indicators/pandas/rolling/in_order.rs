//! What the methods share that look at the values of a window in order.

use super::Bounds;
use crate::indicators::ordered::Ordered;

/// Nanoseconds for a row of a window.
pub(super) fn cost(parameters: &[f64]) -> f64 {
    15.0 + 10.0 * parameters[0].log2()
}

/// Computes from the values of each window, and from the newest, which may be a missing one.
pub(super) fn in_order(
    source: &[f64],
    bounds: Bounds,
    out: &mut [f64],
    result: impl Fn(&Ordered, f64) -> f64,
) {
    let least = bounds.min_periods.max(1);
    let mut window = Ordered::new();
    for (row, (out, value)) in out.iter_mut().zip(source).enumerate() {
        let oldest = row.checked_sub(bounds.window).map_or(f64::NAN, |gone| source[gone]);
        match (oldest.is_finite(), value.is_finite()) {
            (true, true) => window.replace(oldest, *value),
            (true, false) => window.remove(oldest),
            (false, true) => window.insert(*value),
            (false, false) => {}
        }
        *out = if window.len() >= least { result(&window, *value) } else { f64::NAN };
    }
}
