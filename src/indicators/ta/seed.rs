//! What TA-Lib's averages begin with, and how they go on.
//!
//! Leading NaN is skipped, and an average starts from the plain mean of the first window. What follows
//! is TA-Lib's arithmetic, to the bit.

use super::warm_up;
use crate::indicators::vectorized::vectorized;

/// The plain mean.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |sum, value| sum + value) / values.len() as f64
}

/// The simple moving average over `period` rows, from the first value that is not NaN.
pub(super) fn sma(source: &[f64], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(&[source]);
    let Some((_, known)) = warm_up::split_off(out, begin, period - 1) else { return };
    for (out, average) in known.iter_mut().zip(averages(&source[begin..], period)) {
        *out = average;
    }
}

/// The plain average of each window of `period` values.
///
/// A running sum from which the oldest value is taken after each row, as in TA-Lib: round prices lie on
/// their average, and the last bit decides a comparison. A value that is no number stays in the sum.
#[inline]
pub(super) fn averages(source: &[f64], period: usize) -> impl Iterator<Item = f64> {
    let (head, newest) = source.split_at((period - 1).min(source.len()));
    let mut sum = head.iter().fold(0.0, |sum, value| sum + value);
    let count = period as f64;
    newest.iter().zip(source).map(move |(newest, oldest)| {
        sum += newest;
        let average = sum / count;
        sum -= oldest;
        average
    })
}

/// The exponential moving average of `period`, from the mean of the first whole window.
pub(super) fn ema(source: &[f64], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(&[source]);
    let Some((first, known)) = warm_up::split_off(out, begin, period - 1) else { return };
    if period == 1 {
        known.copy_from_slice(&source[first..]);
        return;
    }
    known[0] = mean(&source[begin..=first]);
    vectorized(
        #[inline(always)]
        || continue_ema(source[first + 1..].iter().copied(), weight(period), known),
    );
}

/// Continues an exponential average from its first value.
#[inline(always)]
pub(super) fn continue_ema(values: impl Iterator<Item = f64>, weight: f64, out: &mut [f64]) {
    let mut average = out[0];
    for (out, value) in out[1..].iter_mut().zip(values) {
        average = approach(average, value, weight);
        *out = average;
    }
}

/// Continues Wilder's average of `period` from its first value.
#[inline(always)]
pub(super) fn continue_wilder(values: impl Iterator<Item = f64>, period: usize, out: &mut [f64]) {
    let keep = (period as f64 - 1.0) / period as f64;
    let mut average = out[0];
    for (out, value) in out[1..].iter_mut().zip(values) {
        average = settle(average, value, keep);
        *out = average;
    }
}

/// What a new value weighs in an exponential average of `period`.
pub(super) fn weight(period: usize) -> f64 {
    2.0 / (period as f64 + 1.0)
}

/// An average that moves towards a value. Rounded once, as in TA-Lib's build; fast only inside of
/// [`vectorized`].
#[inline(always)]
pub(super) fn approach(average: f64, value: f64, weight: f64) -> f64 {
    (value - average).mul_add(weight, average)
}

/// Wilder's average of `period` after one more value, where `keep` is `(period − 1) / period`. Of the
/// two products only the new value's is rounded, as in TA-Lib's build; fast only inside of
/// [`vectorized`].
#[inline(always)]
pub(super) fn settle(average: f64, value: f64, keep: f64) -> f64 {
    keep.mul_add(average, (1.0 - keep) * value)
}

#[cfg(test)]
mod tests {
    use super::{ema, sma};

    const NAN: f64 = f64::NAN;

    #[test]
    fn averages_begin_with_the_mean_of_the_first_window() {
        let source = [NAN, 1.0, 2.0, 3.0, 8.0];
        let mut out = [0.0; 5];
        ema(&source, 3, &mut out);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert_eq!(out[3..], [2.0, 5.0]);
        sma(&source, 2, &mut out);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [1.5, 2.5, 5.5]);
    }

    #[test]
    fn a_period_of_one_is_the_column_itself() {
        let source = [NAN, 0.1, 1e20, 0.1];
        for kernel in [sma, ema] {
            let mut out = [0.0; 4];
            kernel(&source, 1, &mut out);
            assert!(out[0].is_nan());
            assert_eq!(out[1..], source[1..]);
        }
    }
}
