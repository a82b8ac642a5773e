//! rolling.sum, and the running sum that the mean shares.

use super::{Bounds, rolling};
use crate::indicators::Operation;

/// The sum of the values in the window; 0 of none where `min_periods` is 0.
pub(crate) static SUM: Operation = rolling(
    "rolling.sum",
    |_| 4.0,
    |inputs, parameters, outputs| sum(inputs[0], Bounds::rolling(parameters), outputs[0]),
    "The sum of the last candles.",
    "value[0] + … + value[n − 1]",
    "df.turnover = df.volume.rolling(24).sum();",
);

/// The sum over windows.
pub(in super::super) fn sum(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    run(source, bounds.window, out, |window| match window.count {
        count if count < bounds.min_periods => f64::NAN,
        0 => 0.0,
        count if window.is_flat() => window.last * count as f64,
        _ => window.sum,
    });
}

/// The mean over windows.
pub(in super::super) fn mean(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    let least = bounds.min_periods.max(1);
    run(source, bounds.window, out, |window| {
        if window.count < least {
            return f64::NAN;
        }
        if window.is_flat() {
            return window.last;
        }
        let mean = window.sum / window.count as f64;
        // What rounding leaves behind does not give the mean a sign that no value has.
        match window.negatives {
            0 if mean < 0.0 => 0.0,
            negatives if negatives == window.count && mean > 0.0 => 0.0,
            _ => mean,
        }
    });
}

/// Moves a running sum over a column; missing values never enter it.
fn run(source: &[f64], window: usize, out: &mut [f64], result: impl Fn(&Running) -> f64) {
    let mut running = Running::default();
    for (row, (out, value)) in out.iter_mut().zip(source).enumerate() {
        if let Some(oldest) = row.checked_sub(window)
            && source[oldest].is_finite()
        {
            running.remove(source[oldest]);
        }
        if value.is_finite() {
            running.add(*value);
        }
        *out = result(&running);
    }
}

/// A sum that values join and leave, by Kahan's method: what rounding takes from the sum is put to
/// the next value, separately for those that come and those that go. pandas' arithmetic, to the bit.
#[derive(Default)]
struct Running {
    sum: f64,
    lost_adding: f64,
    lost_removing: f64,
    count: usize,
    negatives: usize,
    last: f64,
    /// How many of the newest values equal the last: a flat window is known exactly.
    repeats: usize,
}

impl Running {
    fn add(&mut self, value: f64) {
        (self.sum, self.lost_adding) = kahan(self.sum, value, self.lost_adding);
        self.repeats = if value == self.last { self.repeats + 1 } else { 1 };
        self.last = value;
        self.count += 1;
        self.negatives += usize::from(value.is_sign_negative());
    }

    fn remove(&mut self, value: f64) {
        (self.sum, self.lost_removing) = kahan(self.sum, -value, self.lost_removing);
        self.count -= 1;
        self.negatives -= usize::from(value.is_sign_negative());
    }

    fn is_flat(&self) -> bool {
        self.repeats >= self.count
    }
}

fn kahan(sum: f64, value: f64, lost: f64) -> (f64, f64) {
    let value = value - lost;
    let total = sum + value;
    (total, total - sum - value)
}

#[cfg(test)]
mod tests {
    use super::{Bounds, mean, sum};

    #[test]
    fn missing_values_are_skipped() {
        let source = [1.0, 2.0, f64::NAN, 4.0, f64::INFINITY, f64::NAN];
        let mut out = [0.0; 6];
        sum(&source, Bounds { window: 2, min_periods: 0 }, &mut out);
        assert_eq!(out, [1.0, 3.0, 2.0, 4.0, 4.0, 0.0]);
        mean(&source, Bounds { window: 2, min_periods: 0 }, &mut out);
        assert_eq!(out[..5], [1.0, 1.5, 2.0, 4.0, 4.0]);
        assert!(out[5].is_nan());
    }

    #[test]
    fn a_large_value_leaves_nothing_behind_in_a_flat_window() {
        let mut out = [0.0; 5];
        mean(&[1e16, 0.1, 0.1, 0.1, 0.1], Bounds { window: 2, min_periods: 2 }, &mut out);
        assert_eq!(out[2..], [0.1; 3]);
    }
}
