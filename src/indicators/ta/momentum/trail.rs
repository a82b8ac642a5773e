//! What is computed of each row and is needed once more when the row leaves a window.

/// The values of a piece of rows, and of the `reach` rows before them.
pub(super) struct Trail {
    values: Vec<f64>,
    reach: usize,
}

impl Trail {
    /// 0 for all rows yet; pieces have at most [`Trail::piece`] rows.
    pub(super) fn new(reach: usize) -> Self {
        Self { values: vec![0.0; reach + Self::piece(reach)], reach }
    }

    /// How many rows to compute at once: they stay in the fastest memory, and yet the rows before
    /// them are not moved often.
    pub(super) fn piece(reach: usize) -> usize {
        reach.max(512)
    }

    /// The room for the values of the piece, `rows` of them.
    #[inline(always)]
    pub(super) fn piece_mut(&mut self, rows: usize) -> &mut [f64] {
        &mut self.values[self.reach..self.reach + rows]
    }

    /// The values from so many rows before the piece on.
    #[inline(always)]
    pub(super) fn back(&self, rows: usize) -> &[f64] {
        &self.values[self.reach - rows..]
    }

    /// Moves on behind a piece of so many rows.
    #[inline(always)]
    pub(super) fn advance(&mut self, rows: usize) {
        self.values.copy_within(rows..rows + self.reach, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::Trail;

    #[test]
    fn rows_before_the_piece_stay_at_hand() {
        let mut trail = Trail::new(3);
        trail.piece_mut(2).copy_from_slice(&[1.0, 2.0]);
        assert_eq!(trail.back(3)[..5], [0.0, 0.0, 0.0, 1.0, 2.0]);
        trail.advance(2);
        trail.piece_mut(1)[0] = 3.0;
        assert_eq!(trail.back(2)[..3], [1.0, 2.0, 3.0]);
    }
}
