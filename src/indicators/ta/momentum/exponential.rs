//! Exponential averages that are fed value by value, so that one can feed the next.

use crate::indicators::ta::seed;

/// An exponential average: `average + weight · (value − average)`, beginning with the plain mean of the
/// first `period` values.
#[derive(Clone, Copy)]
pub(super) struct Exponential {
    period: usize,
    seen: usize,
    weight: f64,
    average: f64,
}

impl Exponential {
    /// The average whose newest value weighs what `period` says.
    pub(super) fn new(period: usize) -> Self {
        Self::with_weight(period, seed::weight(period))
    }

    /// The average whose newest value weighs `weight`.
    pub(super) fn with_weight(period: usize, weight: f64) -> Self {
        Self { period, seen: 0, weight, average: 0.0 }
    }

    /// How many values its first average needs.
    pub(super) fn period(&self) -> usize {
        self.period
    }

    /// Takes a value while not all averages of a cascade have begun; `None` before its own has.
    #[inline(always)]
    pub(super) fn warm(&mut self, value: f64) -> Option<f64> {
        self.seen += 1;
        if self.seen > self.period {
            return Some(self.next(value));
        }
        self.average += value;
        if self.seen < self.period {
            return None;
        }
        self.average /= self.period as f64;
        Some(self.average)
    }

    /// The average with one value more; fast only inside of `vectorized`.
    #[inline(always)]
    pub(super) fn next(&mut self, value: f64) -> f64 {
        self.average = seed::approach(self.average, value, self.weight);
        self.average
    }
}

#[cfg(test)]
mod tests {
    use super::Exponential;

    #[test]
    fn it_begins_with_the_mean_of_the_first_values() {
        let mut average = Exponential::new(3);
        let averages = [1.0, 2.0, 6.0, 5.0].map(|value| average.warm(value));
        assert_eq!(averages, [None, None, Some(3.0), Some(4.0)]);
        assert_eq!(average.next(6.0), 5.0);
    }
}
