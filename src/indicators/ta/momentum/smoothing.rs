//! Moving averages of columns that are computed themselves, and which are meant.

use crate::indicators::ta::average;

/// The average of a column whose first value stands on the row `first`, even if it is NaN.
pub(super) fn smooth(matype: f64, source: &[f64], first: usize, period: usize, out: &mut [f64]) {
    let (missing, out) = out.split_at_mut(first.min(source.len()));
    missing.fill(f64::NAN);
    let source = &source[missing.len()..];
    let averages = average::lookback(matype, period) > 0;
    if averages && source.first().is_some_and(|value| value.is_nan()) {
        smooth_from_nan(matype, source, period, out);
    } else {
        average::compute(matype, source, period, out);
    }
}

/// The average of a column that begins with NaN.
///
/// Averages skip NaN in front. An infinite value is not skipped, and spoils what NaN would spoil; but
/// KAMA (6) takes it for a straight way, where NaN stays for good.
#[cold]
fn smooth_from_nan(matype: f64, source: &[f64], period: usize, out: &mut [f64]) {
    if matype == 6.0 {
        out.fill(f64::NAN);
        return;
    }
    let mut source = source.to_vec();
    source[0] = f64::INFINITY;
    average::compute(matype, &source, period, out);
    for value in out.iter_mut().filter(|value| value.is_infinite()) {
        *value = f64::NAN;
    }
}

#[cfg(test)]
mod tests {
    use super::smooth;

    #[test]
    fn a_first_value_that_is_nan_counts() {
        let mut out = [0.0; 4];
        smooth(0.0, &[9.0, 1.0, 3.0, 5.0], 1, 2, &mut out);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [2.0, 4.0]);
        smooth(0.0, &[9.0, f64::NAN, 3.0, 5.0], 1, 2, &mut out);
        assert!(out.iter().all(|value| value.is_nan()));
        // The weighted average begins anew after a while, and then the NaN is gone.
        let (mut source, mut out) = ([1.0; 40], [0.0; 40]);
        source[0] = f64::NAN;
        smooth(2.0, &source, 0, 2, &mut out);
        assert!(out[..16].iter().all(|value| value.is_nan()));
        assert_eq!(out[16..], [1.0; 24]);
    }
}
