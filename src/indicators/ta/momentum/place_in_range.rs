//! Where the close stands between the highest high and the lowest low of the last rows.

use crate::indicators::ta::equal::are_equal;
use crate::indicators::ta::extremes::{Search, ranges};
use crate::indicators::ta::warm_up;
use crate::indicators::vectorized::vectorized;

/// The close between the lowest low (0) and the highest high (100) of each window of candles; 0 where
/// the window is flat.
pub(super) fn fast_k(candles: [&[f64]; 3], period: usize, out: &mut [f64]) {
    between(candles, period, Search::Rows, out, percent);
}

/// Where the close stands from the low to the high, percent.
#[inline(always)]
fn percent(close: f64, high: f64, low: f64) -> f64 {
    if are_equal(high, low) { 0.0 } else { 100.0 * ((close - low) / (high - low)) }
}

/// Computes each row from its close, the highest high and the lowest low. The function has to be
/// `#[inline(always)]`.
pub(super) fn between(
    [high, low, close]: [&[f64]; 3],
    period: usize,
    search: Search,
    out: &mut [f64],
    compute: impl Fn(f64, f64, f64) -> f64,
) {
    let begin = warm_up::first_row(&[high, low, close]);
    let Some((first, known)) = warm_up::split_off(out, begin, period - 1) else { return };
    let close = &close[first..];
    ranges([&high[begin..], &low[begin..]], period, search, |window, highest, lowest| {
        let rows = window..window + highest.len();
        let extremes = highest.iter().zip(lowest);
        vectorized(
            #[inline(always)]
            || {
                let rows = known[rows.clone()].iter_mut().zip(&close[rows]);
                for ((out, close), (high, low)) in rows.zip(extremes) {
                    *out = compute(*close, *high, *low);
                }
            },
        );
    });
}
