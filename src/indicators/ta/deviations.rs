//! Variances of windows, by TA-Lib's running sums.

/// The sums that a variance is made of, of the distances from a value within reach, so that little
/// cancels.
struct Sums {
    shift: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn around(shift: f64, values: &[f64]) -> Self {
        let mut sums = Self { shift, sum: 0.0, squares: 0.0 };
        for value in values {
            sums.add(*value);
        }
        sums
    }

    /// Around the mean of a window.
    #[cold]
    #[inline(never)]
    fn anew(window: &[f64], share: f64) -> Self {
        Self::around(window.iter().fold(0.0, |sum, value| sum + value) * share, window)
    }

    fn add(&mut self, value: f64) {
        let distance = value - self.shift;
        self.sum += distance;
        self.squares += distance * distance;
    }

    fn take(&mut self, value: f64) {
        let distance = value - self.shift;
        self.sum -= distance;
        self.squares -= distance * distance;
    }

    fn variance(&self, share: f64) -> f64 {
        let mean = self.sum * share;
        self.squares * share - mean * mean
    }
}

/// The population's variance of each window of `period` values, to the bit what TA-Lib gives.
///
/// The sums run on from row to row. They begin anew from the window, around its mean, every
/// `32 · period` rows, where the variance is small against the squares, and where a value leaves that
/// was far larger than all that stay. A variance that even then is nothing but rounding is 0.
#[inline]
pub(super) fn variances(source: &[f64], period: usize) -> impl Iterator<Item = f64> {
    let share = 1.0 / period as f64;
    let (head, newest) = source.split_at((period - 1).min(source.len()));
    let mut leaving = source.first().map_or(0.0, |first| *first);
    let (mut sums, mut left) = (Sums::around(leaving, head), 32 * period);
    newest.iter().zip(source).enumerate().map(move |(row, (newest, oldest))| {
        sums.take(leaving);
        sums.add(*newest);
        leaving = *oldest;
        left -= 1;
        let variance = sums.variance(share);
        let gone = (leaving - sums.shift) * (leaving - sums.shift);
        let stay = sums.squares - gone;
        if variance < 1e-6 * (stay * share) || gone > 1e6 * stay || left == 0 {
            sums = Sums::anew(&source[row..row + period], share);
            left = 32 * period;
            let variance = sums.variance(share);
            return if variance < 1e-12 * (sums.squares * share) { 0.0 } else { variance };
        }
        variance
    })
}

#[cfg(test)]
mod tests {
    use super::variances;

    #[test]
    fn windows_have_the_variance_of_a_population() {
        let found: Vec<f64> = variances(&[1.0, 3.0, 3.0, 7.0], 2).collect();
        assert_eq!(found, [1.0, 0.0, 4.0]);
        assert_eq!(variances(&[1.0, 3.0], 3).count(), 0);
    }

    #[test]
    fn a_huge_value_leaves_no_trace() {
        let found: Vec<f64> = variances(&[1e12, 1.0, 3.0, 1.0, 3.0, 3.0], 2).collect();
        assert_eq!(found[1..], [1.0, 1.0, 1.0, 0.0]);
    }
}
