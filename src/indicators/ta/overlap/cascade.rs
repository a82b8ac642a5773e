//! Averages of averages, computed in one pass.

use crate::indicators::ta::{seed, warm_up};
use crate::indicators::vectorized::vectorized;

/// Runs `N` exponential averages of `period`, each over the one before it, and combines them.
///
/// Each begins with the plain mean of the first `period` values of what it averages, so the first
/// row lies `N` times `period − 1` rows behind the first value. `step` moves an average on by one
/// value. Both functions have to be `#[inline(always)]`. A period of 1 leaves the column as it is.
pub(super) fn cascade<const N: usize>(
    source: &[f64],
    period: usize,
    out: &mut [f64],
    step: impl Fn(f64, f64) -> f64,
    combine: impl Fn([f64; N]) -> f64,
) {
    let begin = warm_up::first_row(&[source]);
    let Some((first, known)) = warm_up::split_off(out, begin, N * (period - 1)) else { return };
    if period == 1 {
        known.copy_from_slice(&source[first..]);
        return;
    }
    let (warm, rest) = source[begin..].split_at(first - begin + 1);
    vectorized(
        #[inline(always)]
        || {
            let mut averages = seeds(warm, period, &step);
            known[0] = combine(averages);
            for (out, value) in known[1..].iter_mut().zip(rest) {
                advance(&mut averages, *value, &step);
                *out = combine(averages);
            }
        },
    );
}

/// The averages on the first row where all are known.
#[inline(always)]
fn seeds<const N: usize>(
    values: &[f64],
    period: usize,
    step: &impl Fn(f64, f64) -> f64,
) -> [f64; N] {
    let mut averages = [0.0; N];
    let (first, rest) = values.split_at(period);
    averages[0] = seed::mean(first);
    for (stage, values) in (1..N).zip(rest.chunks(period - 1)) {
        let mut sum = averages[stage - 1];
        for value in values {
            advance(&mut averages[..stage], *value, step);
            sum += averages[stage - 1];
        }
        averages[stage] = sum / period as f64;
    }
    averages
}

/// Moves the averages on by one value of the column.
#[inline(always)]
fn advance(averages: &mut [f64], mut value: f64, step: &impl Fn(f64, f64) -> f64) {
    for average in averages {
        value = step(*average, value);
        *average = value;
    }
}

#[cfg(test)]
mod tests {
    use super::cascade;

    #[test]
    fn each_average_begins_with_a_mean_of_the_one_before() {
        let mut out = [0.0; 5];
        let halfway = |average: f64, value: f64| average + (value - average) / 2.0;
        let source = [f64::NAN, 2.0, 4.0, 7.0, 1.0];
        // The first average is 3, 5, 3; the second begins with 4.
        cascade(&source, 2, &mut out, halfway, |[one, two]: [f64; 2]| 10.0 * one + two);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert_eq!(out[3..], [54.0, 33.5]);
    }
}
