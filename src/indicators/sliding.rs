//! What is known of a window, joined from parts: nothing is ever taken out again.

/// Something that is known of a few values and can be joined: a monoid.
pub(super) trait Fold: Copy {
    /// What is known of no values.
    const EMPTY: Self;

    /// What is known of the values of both.
    fn join(self, other: Self) -> Self;
}

/// The fold of the last `window` pushed items, at three joins an item whatever the window.
///
/// The rows are cut into blocks as long as the window. A window is then the tail of the block
/// before, folded from its end once it was complete, and the head of the current block, folded as
/// it comes. Taking values out again, the usual way, lets the rounding errors of sums pile up, and an
/// extreme value cannot be taken out; here a result depends on the values of its window alone.
pub(super) struct Sliding<F> {
    /// Before `at` the items of the current block, from `at` on the folded tails of the last one.
    slots: Vec<F>,
    at: usize,
    head: F,
}

impl<F: Fold> Sliding<F> {
    /// An empty window; no column is longer than `rows`, so no more room is needed.
    pub(super) fn new(window: usize, rows: usize) -> Self {
        let slots = vec![F::EMPTY; window.min(rows).max(1)];
        Self { slots, at: 0, head: F::EMPTY }
    }

    /// Moves the window on by one item and folds it.
    pub(super) fn push(&mut self, item: F) -> F {
        self.slots[self.at] = item;
        self.head = self.head.join(item);
        self.at += 1;
        if let Some(tail) = self.slots.get(self.at) {
            return tail.join(self.head);
        }
        let whole = self.head;
        for slot in (1..self.slots.len()).rev() {
            self.slots[slot - 1] = self.slots[slot - 1].join(self.slots[slot]);
        }
        self.at = 0;
        self.head = F::EMPTY;
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::{Fold, Sliding};

    impl Fold for i64 {
        const EMPTY: Self = 0;

        fn join(self, other: Self) -> Self {
            self + other
        }
    }

    #[test]
    fn every_window_is_the_sum_of_its_own_items() {
        let items: Vec<i64> = (0..40).map(|row| row * row % 17).collect();
        for window in 1..50 {
            let mut sliding = Sliding::new(window, items.len());
            for (row, item) in items.iter().enumerate() {
                let first = (row + 1).saturating_sub(window);
                assert_eq!(
                    sliding.push(*item),
                    items[first..=row].iter().sum::<i64>(),
                    "{window} {row}"
                );
            }
        }
    }
}
