//! The last values of a column that is never written.

/// As many of the last values as a window holds.
pub(super) struct Ring {
    values: Vec<f64>,
    place: usize,
}

impl Ring {
    /// A window of zeros.
    pub(super) fn new(length: usize) -> Self {
        Self { values: vec![0.0; length], place: 0 }
    }

    /// Takes a value in, and gives the one that leaves for it.
    #[inline(always)]
    pub(super) fn push(&mut self, value: f64) -> f64 {
        let gone = std::mem::replace(&mut self.values[self.place], value);
        self.place += 1;
        if self.place == self.values.len() {
            self.place = 0;
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::Ring;

    #[test]
    fn a_value_leaves_after_as_many_as_the_window_holds() {
        let mut ring = Ring::new(2);
        assert_eq!([1.0, 2.0, 3.0, 4.0].map(|value| ring.push(value)), [0.0, 0.0, 1.0, 2.0]);
    }
}
