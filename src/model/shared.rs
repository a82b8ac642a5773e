//! Columns that are shared instead of copied.

use std::ops::{Deref, DerefMut, Range};
use std::sync::Arc;

/// Some rows of a column. Copies and parts of it are the same memory, until one of them is changed.
#[derive(Clone)]
pub struct Shared<T> {
    column: Arc<Vec<T>>,
    rows: Range<usize>,
}

impl<T: Clone> Shared<T> {
    /// Some of the rows, without copying them.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Self {
        assert!(rows.start <= rows.end && rows.end <= self.len(), "the rows are there");
        let start = self.rows.start + rows.start;
        Self { column: Arc::clone(&self.column), rows: start..start + rows.len() }
    }

    /// Appends a value.
    pub fn push(&mut self, value: T) {
        self.own().push(value);
        self.rows.end += 1;
    }

    /// The column as one that nobody else sees and that has no other rows.
    fn own(&mut self) -> &mut Vec<T> {
        if self.rows != (0..self.column.len()) {
            *self = self.to_vec().into();
        }
        Arc::make_mut(&mut self.column)
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(column: Vec<T>) -> Self {
        Self { rows: 0..column.len(), column: Arc::new(column) }
    }
}

impl<T> FromIterator<T> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.column[self.rows.clone()]
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.own()
    }
}

impl<'a, T> IntoIterator for &'a Shared<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for Shared<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        **self == *other
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Shared;

    #[test]
    fn a_part_is_the_same_memory_until_it_is_changed() {
        let whole: Shared<i64> = (0..10).collect();
        let mut part = whole.slice(2..8).slice(1..4);
        assert_eq!(*part, [3, 4, 5]);
        assert!(std::ptr::eq(&raw const part[0], &raw const whole[3]));
        part.push(9);
        part[0] = 7;
        assert_eq!((&*part, whole[3]), (&[7, 4, 5, 9][..], 3));
    }
}
