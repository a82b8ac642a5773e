//! Where the close stands between the highest high and the lowest low of the last rows.

use super::seed;
use crate::indicators::pandas::{highest, lowest};

/// The highest high and the lowest low of each window, from the row where the first is whole.
pub(super) struct Range {
    /// The first row with a whole window.
    pub first: usize,
    /// Highest highs, from the first row on which all inputs are known.
    high: Vec<f64>,
    low: Vec<f64>,
    begin: usize,
}

impl Range {
    pub(super) fn new(inputs: &[&[f64]], period: usize) -> Self {
        let begin = seed::first_row(inputs);
        let rows = inputs[0].len() - begin;
        let (mut high, mut low) = (vec![0.0; rows], vec![0.0; rows]);
        highest(&inputs[0][begin..], period, &mut high);
        lowest(&inputs[1][begin..], period, &mut low);
        let first = begin.saturating_add(period - 1).min(inputs[0].len());
        Self { first, high, low, begin }
    }

    /// The highest high and the lowest low of the window that ends on a row.
    pub(super) fn at(&self, row: usize) -> (f64, f64) {
        (self.high[row - self.begin], self.low[row - self.begin])
    }
}
