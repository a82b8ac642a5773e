//! Standard deviations of windows, by TA-Lib's running sums.

/// The population's standard deviation over the last `period` pushed values, to the bit what TA-Lib 0.8
/// gives.
///
/// The sums of the values and of their squares are taken of the distances from a value within reach, so
/// that little cancels. They run on from row to row, and begin anew from the window, around its mean,
/// every `32 · period` rows, where the variance is small against the squares, and where a value leaves
/// that was far larger than all that stay.
pub(super) struct Deviations {
    shift: f64,
    sum: f64,
    squares: f64,
    left: usize,
}

impl Deviations {
    /// From the values of a window but the newest.
    pub(super) fn new(values: &[f64], first: f64, period: usize) -> Self {
        let mut deviations = Self { shift: first, sum: 0.0, squares: 0.0, left: 32 * period };
        for value in values {
            deviations.add(*value);
        }
        deviations
    }

    fn add(&mut self, value: f64) {
        let distance = value - self.shift;
        self.sum += distance;
        self.squares += distance * distance;
    }

    /// Moves on to a window that ends one row later.
    pub(super) fn next(&mut self, window: &[f64]) -> f64 {
        let (oldest, newest) = (window[0], window[window.len() - 1]);
        let share = 1.0 / window.len() as f64;
        self.add(newest);
        let mut variance = self.variance(share);
        let gone = oldest - self.shift;
        self.sum -= gone;
        let gone = gone * gone;
        self.squares -= gone;
        self.left -= 1;
        let tiny = 1e-6 * (self.squares * share);
        if variance < tiny || gone > 1e6 * self.squares || self.left == 0 {
            self.left = 32 * window.len();
            self.shift = window.iter().fold(0.0, |sum, value| sum + value) * share;
            (self.sum, self.squares) = (0.0, 0.0);
            for value in window {
                self.add(*value);
            }
            variance = self.variance(share);
            let gone = oldest - self.shift;
            self.sum -= gone;
            self.squares -= gone * gone;
        }
        if variance <= 0.0 { 0.0 } else { variance.sqrt() }
    }

    fn variance(&self, share: f64) -> f64 {
        let mean = self.sum * share;
        self.squares * share - mean * mean
    }
}
