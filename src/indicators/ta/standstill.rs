//! Windows in which nothing moved.

/// How many rows in a row nothing moved.
///
/// Running sums keep what rounding has left in them. Where a whole window stood still they are 0 again,
/// as in TA-Lib.
#[derive(Clone, Copy, Default)]
pub(super) struct Standstill(usize);

impl Standstill {
    /// After one more row.
    #[inline(always)]
    pub(super) fn count(&mut self, stood: bool) {
        self.0 = if stood { self.0 + 1 } else { 0 };
    }

    /// Whether all of the last `period` rows stood still.
    #[inline(always)]
    pub(super) fn fills(self, period: usize) -> bool {
        self.0 >= period
    }
}

#[cfg(test)]
mod tests {
    use super::Standstill;

    #[test]
    fn one_movement_ends_it() {
        let mut still = Standstill::default();
        let filled = [true, true, false, true, true].map(|stood| {
            still.count(stood);
            still.fills(2)
        });
        assert_eq!(filled, [false, true, false, false, true]);
    }
}
