//! Squared deviations of whole windows.

/// The sum of squared deviations from the mean, over the last `window` pushed values.
///
/// Blocks of values are joined as in [`super::sliding::Sliding`], by the formulas of
/// [`super::moments`]. Each value counts, so all counts are known beforehand, and with them all
/// quotients of counts.
pub(super) struct Deviations {
    /// Mean and squares: before `at` of single values of the current block, from `at` on of the tails
    /// of the last one.
    slots: Vec<(f64, f64)>,
    at: usize,
    mean: f64,
    squares: f64,
    /// Whether a block was complete, so that there are tails.
    has_tails: bool,
    /// Of a head that grows by one, of a tail that grows by one, of a tail and a head.
    shares: Vec<[f64; 3]>,
}

impl Deviations {
    /// An empty window; no column is longer than `rows`, so no more room is needed.
    pub(super) fn new(window: usize, rows: usize) -> Self {
        let window = window.min(rows).max(1);
        let share = |at: usize| {
            let at = at as f64;
            [1.0 / (at + 1.0), at / (at + 1.0), at / window as f64]
        };
        Self {
            slots: vec![(0.0, 0.0); window],
            at: 0,
            mean: 0.0,
            squares: 0.0,
            has_tails: false,
            shares: (0..window).map(share).collect(),
        }
    }

    /// Moves the window on by one value: Σ (x − mean)² of those that are in it.
    pub(super) fn push(&mut self, value: f64) -> f64 {
        self.slots[self.at] = (value, 0.0);
        if self.at == 0 {
            (self.mean, self.squares) = (value, 0.0);
        } else {
            let delta = value - self.mean;
            let share = delta * self.shares[self.at][0];
            self.squares += delta * share * self.at as f64;
            self.mean += share;
        }
        self.at += 1;
        if let Some((mean, squares)) = self.slots.get(self.at) {
            if !self.has_tails {
                return self.squares;
            }
            let delta = self.mean - mean;
            let share = delta * self.shares[self.at][2];
            return squares + self.squares + delta * share * (self.slots.len() - self.at) as f64;
        }
        for slot in (1..self.slots.len()).rev() {
            let ((value, _), (mean, squares)) = (self.slots[slot - 1], self.slots[slot]);
            let delta = mean - value;
            let share = delta * self.shares[self.slots.len() - slot][1];
            self.slots[slot - 1] = (value + share, squares + delta * share);
        }
        (self.at, self.has_tails) = (0, true);
        self.squares
    }
}

#[cfg(test)]
mod tests {
    use super::Deviations;

    fn value(row: usize) -> f64 {
        100.0 + ((row * row) % 23) as f64 * 0.37 - 1e-7 * row as f64
    }

    #[test]
    fn they_are_those_of_the_window_alone() {
        for window in 1..40 {
            let mut deviations = Deviations::new(window, 200);
            for row in 0..200_usize {
                let values: Vec<f64> =
                    ((row + 1).saturating_sub(window)..=row).map(value).collect();
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                let expected: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
                let found = deviations.push(value(row));
                assert!((found - expected).abs() < 1e-9, "{window} {row}: {found} {expected}");
            }
        }
    }

    #[test]
    fn a_flat_window_has_none_and_a_missing_value_leaves_with_its_row() {
        let mut deviations = Deviations::new(5, 100);
        for row in 0..100 {
            let found = deviations.push(match row {
                30 => f64::NAN,
                60 => f64::INFINITY,
                70.. => 0.1,
                row => value(row),
            });
            let odd = (30..35).contains(&row) || (60..65).contains(&row);
            assert_eq!(!found.is_finite(), odd, "{row}");
            if row >= 74 {
                assert_eq!(found, 0.0);
            }
        }
    }
}
