//! Each value against an earlier one.

use crate::indicators::ta::warm_up;

/// Computes each value from it and the one `period` rows before, from the first value that is not NaN.
pub(super) fn against_before(
    source: &[f64],
    period: usize,
    out: &mut [f64],
    compute: impl Fn(f64, f64) -> f64,
) {
    let Some((first, known)) = warm_up::split_off(out, warm_up::first_row(&[source]), period)
    else {
        return;
    };
    let pairs = source[first..].iter().zip(&source[first - period..]);
    for (out, (now, before)) in known.iter_mut().zip(pairs) {
        *out = compute(*now, *before);
    }
}
