//! Columns that are used again instead of being allocated anew: a fresh one costs more time than
//! most operations, for the system has to clear its pages.

use std::sync::{Arc, Mutex, PoisonError};

/// Columns that nobody needs at the moment.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<Vec<Vec<f64>>>);

impl Pool {
    /// A column of `rows` numbers, whichever they are.
    pub(super) fn take(&self, rows: usize) -> Vec<f64> {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |column: &Vec<f64>| (rows..=2 * rows).contains(&column.capacity());
        let found = free.iter().rposition(fits).map(|at| free.swap_remove(at));
        drop(free);
        let Some(mut column) = found else { return vec![0.0; rows] };
        column.truncate(rows);
        column.resize(rows, 0.0);
        column
    }

    /// Takes a column back, unless somebody else still reads it.
    pub(super) fn give(&self, column: Arc<Vec<f64>>) {
        if let Ok(column) = Arc::try_unwrap(column) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_comes_back_with_its_memory_and_the_length_that_is_asked_for() {
        let pool = Pool::default();
        let first = pool.take(100);
        let address = first.as_ptr();
        pool.give(Arc::new(first));
        let again = pool.take(60);
        assert_eq!((again.len(), again.as_ptr()), (60, address));
        pool.give(Arc::new(again));
        let (longer, shorter) = (pool.take(200), pool.take(20));
        assert_ne!(longer.as_ptr(), address, "too short");
        assert_ne!(shorter.as_ptr(), address, "a waste");
        let last = pool.take(100);
        assert_eq!(last.as_ptr(), address);
    }

    #[test]
    fn a_column_that_is_read_elsewhere_stays_there() {
        let pool = Pool::default();
        let column = Arc::new(pool.take(10));
        pool.give(Arc::clone(&column));
        let other = pool.take(10);
        assert_ne!(other.as_ptr(), column.as_ptr());
    }
}
