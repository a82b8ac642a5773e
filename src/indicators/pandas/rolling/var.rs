//! rolling.var, and what the standard deviations share with it.

use super::anchored::sums;
use super::{Bounds, rolling};
use crate::indicators::Operation;

/// The variance of the values in the window, `ddof = 1`; NaN of fewer than two.
pub(crate) static VAR: Operation = Operation {
    version: 2,
    ..rolling(
        "rolling.var",
        |_| 5.0,
        |inputs, parameters, outputs| variance(inputs[0], Bounds::rolling(parameters), outputs[0]),
        "The variance of the last candles.",
        "Σ(value − mean)² / (count − 1)",
        "df.variance = df.close.rolling(20).var();",
    )
};

/// The variance over windows.
pub(in super::super) fn variance(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    spread(source, bounds, out, |variance| variance);
}

/// The standard deviation over windows.
pub(in super::super) fn deviation(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    spread(source, bounds, out, f64::sqrt);
}

fn spread(source: &[f64], bounds: Bounds, out: &mut [f64], show: impl Fn(f64) -> f64) {
    let least = bounds.min_periods.max(2) as f64;
    let terms = |[x]: [f64; 1]| [1.0, x, x * x];
    sums([source], bounds.window, out, terms, |[count, x, xx]| {
        if count >= least { show((xx - x / count * x) / (count - 1.0)) } else { f64::NAN }
    });
}

#[cfg(test)]
mod tests {
    use super::{Bounds, variance};

    #[test]
    fn windows_vary_as_much_as_their_values() {
        let mut out = [0.0; 5];
        let source = [1.0, 3.0, f64::NAN, 7.0, 7.0];
        variance(&source, Bounds { window: 2, min_periods: 2 }, &mut out);
        assert_eq!((out[1], out[4]), (2.0, 0.0));
        assert!([out[0], out[2], out[3]].iter().all(|value| value.is_nan()));
        variance(&source, Bounds { window: 3, min_periods: 0 }, &mut out);
        assert_eq!(out[1..4], [2.0, 2.0, 8.0]);
    }
}
