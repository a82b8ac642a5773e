//! The values of a window in order.

use super::Bounds;

/// Nanoseconds for a row of a window.
pub(super) fn cost(parameters: &[f64]) -> f64 {
    90.0 + 0.15 * parameters[0]
}

/// Values from the smallest to the largest.
pub(super) struct Sorted(Vec<f64>);

impl Sorted {
    /// No values, with room for those of a window.
    pub(super) fn new(bounds: Bounds, rows: usize) -> Self {
        Self(Vec::with_capacity(bounds.window.min(rows)))
    }

    /// Puts in a value.
    pub(super) fn add(&mut self, value: f64) {
        self.0.insert(self.below(value), value);
    }

    /// Takes out a value that was put in.
    pub(super) fn remove(&mut self, value: f64) {
        self.0.remove(self.below(value));
    }

    /// How many values are smaller.
    pub(super) fn below(&self, value: f64) -> usize {
        self.0.partition_point(|other| *other < value)
    }

    /// How many values are smaller or equal.
    pub(super) fn up_to(&self, value: f64) -> usize {
        self.0.partition_point(|other| *other <= value)
    }

    /// The value below which the part `quantile` of the others lies, on the line between the two
    /// nearest. There must be a value.
    pub(super) fn quantile(&self, quantile: f64) -> f64 {
        let last = self.0.len() - 1;
        let place = quantile * last as f64;
        let below = (place as usize).min(last);
        let (low, high) = (self.0[below], self.0[(below + 1).min(last)]);
        low + (high - low) * (place - below as f64)
    }

    /// The middle value, or the mean of the two around the middle. There must be a value.
    pub(super) fn median(&self) -> f64 {
        let middle = self.0.len() / 2;
        if self.0.len() % 2 == 1 {
            self.0[middle]
        } else {
            f64::midpoint(self.0[middle - 1], self.0[middle])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Sorted};

    #[test]
    fn places_are_found_among_equal_values() {
        let mut sorted = Sorted::new(Bounds { window: 5, min_periods: 1 }, 5);
        for value in [4.0, 2.0, 2.0, 9.0] {
            sorted.add(value);
        }
        assert_eq!((sorted.below(2.0), sorted.up_to(2.0)), (0, 2));
        assert_eq!((sorted.median(), sorted.quantile(0.5), sorted.quantile(1.0)), (3.0, 3.0, 9.0));
        sorted.remove(2.0);
        assert_eq!((sorted.median(), sorted.quantile(0.25)), (4.0, 3.0));
    }
}
