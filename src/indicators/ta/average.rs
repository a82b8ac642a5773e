//! The moving averages that a `matype` names.

use super::overlap::mama::{self, MAMA};
use super::overlap::{DEMA, EMA, HMA, KAMA, RMA, SMA, T3, TEMA, TRIMA, WMA, ZLEMA, hma, wma};
use crate::indicators::{Kind, Memory, Operation, Parameter};

/// The kinds of averages, by number. `none` leaves the column as it is, `default` is the function's own.
const KINDS: &[&str] = &[
    "SMA", "EMA", "WMA", "DEMA", "TEMA", "TRIMA", "KAMA", "MAMA", "T3", "HMA", "none", "default",
    "ZLEMA", "RMA",
];

/// A parameter that names the kind of an average.
pub(super) const fn matype(name: &'static str, default: f64) -> Parameter {
    Parameter { name, kind: Kind::Named(KINDS), low: 0.0, high: 13.0, default: Some(default) }
}

/// Whether it is the plain mean of the window.
pub(super) fn is_simple(matype: f64) -> bool {
    matype == 0.0 || matype == 11.0
}

/// A `matype` in which 11, the default, has become the one that the function has.
pub(super) fn or_default(matype: f64, default: f64) -> f64 {
    if matype == 11.0 { default } else { matype }
}

/// How many rows before its own the first average needs.
pub(super) fn lookback(matype: f64, period: usize) -> usize {
    named(matype, period).map_or(0, |(average, parameters)| (average.lookback)(&parameters))
}

/// How many rows it takes until the first value weighs less than 1 %.
pub(super) fn memory(matype: f64, period: f64) -> f64 {
    let Some((average, parameters)) = named(matype, period as usize) else { return 0.0 };
    match average.memory {
        Memory::Fading(rows) => rows(&parameters),
        Memory::Window | Memory::Endless => (average.lookback)(&parameters) as f64,
    }
}

/// About how many nanoseconds a row takes.
pub(super) fn cost(matype: f64, period: usize) -> f64 {
    named(matype, period).map_or(1.0, |(average, parameters)| (average.cost)(&parameters))
}

/// The average of `period` rows, from the first value that is not NaN.
pub(super) fn compute(matype: f64, source: &[f64], period: usize, out: &mut [f64]) {
    match named(matype, period) {
        None => out.copy_from_slice(source),
        Some((average, _)) if average.name == MAMA.name => mama::line(source, out),
        Some((average, parameters)) => (average.kernel)(&[source], &parameters, &mut [out]),
    }
}

/// The average of a column whose first value stands on the row `first`, even if it is NaN.
pub(super) fn smooth(matype: f64, source: &[f64], first: usize, period: usize, out: &mut [f64]) {
    let (missing, out) = out.split_at_mut(first.min(source.len()));
    missing.fill(f64::NAN);
    let source = &source[missing.len()..];
    let averages = named(matype, period).is_some();
    if averages && source.first().is_some_and(|value| value.is_nan()) {
        smooth_from_nan(matype, source, period, out);
    } else {
        compute(matype, source, period, out);
    }
}

/// The average of a column that begins with NaN. TA-Lib's sums stay NaN from there, but for the weighted
/// ones, which begin anew now and then.
#[cold]
fn smooth_from_nan(matype: f64, source: &[f64], period: usize, out: &mut [f64]) {
    match matype as u32 {
        2 => wma::wma(source, period, out),
        9 => hma::hma(source, period, out),
        _ => out.fill(f64::NAN),
    }
}

/// The function and its parameters; `None` of what leaves the column as it is: no average, and
/// one over a single row, whichever it is.
fn named(matype: f64, period: usize) -> Option<(&'static Operation, [f64; 2])> {
    let average = match matype as u32 {
        _ if period <= 1 => return None,
        1 => &EMA,
        2 => &WMA,
        3 => &DEMA,
        4 => &TEMA,
        5 => &TRIMA,
        6 => &KAMA,
        7 => return Some((&MAMA, [0.5, 0.05])),
        8 => &T3,
        9 => &HMA,
        10 => return None,
        12 => &ZLEMA,
        13 => &RMA,
        _ => &SMA,
    };
    // T3 takes its volume factor besides the period.
    Some((average, [period as f64, 0.7]))
}

#[cfg(test)]
mod tests {
    use super::{compute, lookback, smooth};

    #[test]
    fn every_kind_keeps_flat_prices_and_skips_what_is_missing() {
        let mut source = [3.0; 90];
        source[..4].fill(f64::NAN);
        for kind in 0..=13 {
            let (kind, mut out) = (f64::from(kind), [0.0; 90]);
            compute(kind, &source, 6, &mut out);
            let first = 4 + lookback(kind, 6);
            assert!(out[..first].iter().all(|value| value.is_nan()), "{kind}");
            // MAMA alone begins from 0, and comes nearer.
            let error = if kind == 7.0 { 3.0 } else { 1e-12 };
            assert!(out[first..].iter().all(|value| (value - 3.0).abs() < error), "{kind}");
        }
    }

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

    #[test]
    fn an_average_of_one_row_is_the_row() {
        let source = [f64::NAN, 0.1, 1e20, 0.3];
        for kind in 0..=13 {
            let (kind, mut out) = (f64::from(kind), [0.0; 4]);
            compute(kind, &source, 1, &mut out);
            assert_eq!(lookback(kind, 1), 0);
            assert!(out[0].is_nan() && out[1..] == source[1..], "{kind}");
        }
    }
}
