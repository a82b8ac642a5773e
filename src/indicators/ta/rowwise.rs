//! Functions of single rows.

use super::warm_up;
use crate::indicators::vectorized::vectorized;

/// Computes each row from the values of the same row alone, from the first whole row on.
#[inline(always)]
pub(super) fn rowwise<const N: usize>(
    inputs: &[&[f64]],
    out: &mut [f64],
    compute: impl Fn([f64; N]) -> f64,
) {
    let Some((first, known)) = warm_up::split_off(out, warm_up::first_row(inputs), 0) else {
        return;
    };
    let columns: [&[f64]; N] = std::array::from_fn(|at| &inputs[at][first..][..known.len()]);
    for (row, out) in known.iter_mut().enumerate() {
        *out = compute(columns.map(|column| column[row]));
    }
}

/// The same for several rows at once, where there is an instruction for it.
pub(super) fn rowwise_vectorized<const N: usize>(
    inputs: &[&[f64]],
    out: &mut [f64],
    compute: impl Fn([f64; N]) -> f64,
) {
    vectorized(
        #[inline(always)]
        || rowwise(inputs, out, compute),
    );
}
