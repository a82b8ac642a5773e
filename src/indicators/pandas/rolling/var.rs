//! rolling.var, and the running variance that the deviations share.

use super::{Bounds, Window, roll, rolling};
use crate::indicators::Operation;

/// The variance of the values in the window, `ddof = 1`; NaN of fewer than two.
pub(crate) static VAR: Operation = rolling(
    "rolling.var",
    |_| 20.0,
    |inputs, parameters, outputs| variance(inputs[0], Bounds::rolling(parameters), outputs[0]),
    "The variance of the last candles.",
    "df.variance = df.close.rolling(20).var();",
);

/// The variance over windows.
pub(in super::super) fn variance(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    roll(source, bounds.at_least(2), out, Variance::default());
}

/// Below this part of the squares before, what is left of them when a value leaves is rounding.
const NOISE: f64 = 1_000.0 * f64::EPSILON;

/// Mean and squared deviations that values join and leave, by Welford's formulas; the mean is
/// compensated by Kahan's method as a running sum is. pandas' arithmetic, to the bit.
#[derive(Default)]
struct Variance {
    count: f64,
    mean: f64,
    squares: f64,
    lost_adding: f64,
    lost_removing: f64,
    is_noise: bool,
}

/// The distance of a value from the mean, what rounding took from it, and the mean without what it took
/// before.
fn distance(value: f64, mean: f64, lost: f64) -> (f64, f64, f64) {
    let compensated = value - lost;
    let distance = compensated - mean;
    (distance, distance + mean - compensated, mean - lost)
}

impl Window for Variance {
    fn add(&mut self, value: f64) {
        let (delta, lost, before) = distance(value, self.mean, self.lost_adding);
        self.lost_adding = lost;
        self.count += 1.0;
        self.mean += delta / self.count;
        self.squares += (value - before) * (value - self.mean);
    }

    fn remove(&mut self, value: f64) {
        let squares = self.squares;
        self.count -= 1.0;
        if self.count == 0.0 {
            (self.mean, self.squares) = (0.0, 0.0);
        } else {
            let (delta, lost, before) = distance(value, self.mean, self.lost_removing);
            self.lost_removing = lost;
            self.mean -= delta / self.count;
            self.squares -= (value - before) * (value - self.mean);
        }
        self.is_noise = self.squares < NOISE * squares;
    }

    fn begins_anew(&mut self) -> bool {
        let is_noise = self.is_noise;
        if is_noise {
            *self = Self::default();
        }
        is_noise
    }

    fn result(&self, _: f64) -> f64 {
        (self.squares / (self.count - 1.0)).max(0.0)
    }
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
