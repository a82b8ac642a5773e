//! The order in which trades that close at the same moment are taken.
//!
//! `FreqTrade` sorts trades by close date with an unstable sort, and the drawdown depends on the
//! order of equal dates. This is that sort: a quicksort over row numbers, median of three,
//! insertion sort for short ranges. The heap sort that the original falls back to on hostile
//! input is left out: dates come nearly sorted and never reach it.

/// Ranges whose last and first position differ by at most this are sorted by insertion.
const SHORT: usize = 15;

/// The row numbers of `keys` in ascending order of their keys, ties as the reference leaves them.
pub(super) fn sorted_rows(keys: &[i64]) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..keys.len()).collect();
    let Some(last) = keys.len().checked_sub(1) else { return rows };
    let mut pending = vec![(0, last)];
    while let Some((mut low, mut high)) = pending.pop() {
        while high - low > SHORT {
            let pivot = partition(&mut rows[low..=high], keys) + low;
            if pivot - low < high - pivot {
                pending.push((pivot + 1, high));
                high = pivot - 1;
            } else {
                pending.push((low, pivot - 1));
                low = pivot + 1;
            }
        }
        insertion_sort(&mut rows[low..=high], keys);
    }
    rows
}

/// Splits `rows` (more than three) around a pivot and returns the pivot's final position, which is
/// neither the first nor the last.
fn partition(rows: &mut [usize], keys: &[i64]) -> usize {
    let last = rows.len() - 1;
    let middle = last / 2;
    for (a, b) in [(middle, 0), (last, middle), (middle, 0)] {
        if keys[rows[a]] < keys[rows[b]] {
            rows.swap(a, b);
        }
    }
    let pivot = keys[rows[middle]];
    rows.swap(middle, last - 1);
    let (mut left, mut right) = (0, last - 1);
    loop {
        // Both scans stop on equal keys; the three ordered positions are their sentinels.
        left += 1;
        while keys[rows[left]] < pivot {
            left += 1;
        }
        right -= 1;
        while pivot < keys[rows[right]] {
            right -= 1;
        }
        if left >= right {
            rows.swap(left, last - 1);
            return left;
        }
        rows.swap(left, right);
    }
}

/// Sorts a short range; equal keys keep their order.
fn insertion_sort(rows: &mut [usize], keys: &[i64]) {
    for end in 1..rows.len() {
        let mut at = end;
        while at > 0 && keys[rows[at]] < keys[rows[at - 1]] {
            rows.swap(at, at - 1);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sorted_rows;

    #[test]
    fn few_rows_keep_the_order_of_ties() {
        assert_eq!(sorted_rows(&[]), [] as [usize; 0]);
        assert_eq!(sorted_rows(&[5]), [0]);
        assert_eq!(sorted_rows(&[3, 1, 2, 1, 3, 2]), [1, 3, 2, 5, 0, 4]);
        assert_eq!(sorted_rows(&[7; 16]), (0..16).collect::<Vec<_>>());
    }

    // The tables below are `DataFrame.sort_values` on a column of UTC dates, pandas 3.1.1 with
    // numpy 2.4.6. (Plain integer columns are sorted by another, processor dependent routine.)

    #[test]
    fn many_shuffled_rows_are_ordered_as_pandas_orders_dates() {
        let keys = [3, 1, 2, 2, 1, 3, 2, 1, 3, 1, 2, 3, 2, 2, 1, 3, 1, 1, 2, 3, 2, 1, 3, 2];
        let rows =
            [17, 1, 14, 4, 21, 7, 16, 9, 18, 13, 12, 23, 10, 6, 3, 2, 20, 19, 0, 22, 8, 5, 15, 11];
        assert_eq!(sorted_rows(&keys), rows);
    }

    #[test]
    fn many_sorted_rows_do_not_keep_the_order_of_ties() {
        let keys = [1, 2, 2, 2, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5];
        let rows = [0, 1, 2, 3, 4, 5, 14, 13, 12, 11, 9, 8, 7, 6, 10, 18, 15, 16, 17, 19];
        assert_eq!(sorted_rows(&keys), rows);
    }

    #[test]
    fn a_single_key_in_seventeen_rows_is_already_reordered() {
        assert_eq!(
            sorted_rows(&[7; 17]),
            [0, 14, 13, 12, 11, 10, 9, 15, 8, 6, 5, 4, 3, 2, 1, 7, 16]
        );
    }

    #[test]
    fn every_key_is_in_its_place() {
        let keys: Vec<i64> = (0..1000).map(|row: i64| (row * 7919) % 137).collect();
        let rows = sorted_rows(&keys);
        assert!(rows.is_sorted_by_key(|&row| keys[row]));
        let mut all = rows;
        all.sort_unstable();
        assert!(all.into_iter().eq(0..1000));
    }
}
