//! Sums over windows from which nothing is ever subtracted.

/// Adds up the `terms` of the rows in each window, and writes what `result` makes of the sums.
///
/// Terms are computed from the distances of a row's values to those of an anchor, a row of the window; a
/// row with a missing value has none. No distance is larger then than the window's values lie apart, so
/// that little cancels in what is computed from the sums, and in a flat window all distances are 0.
///
/// The rows are cut into blocks as long as the window. A window is then the tail of one block, summed
/// from its end, and the head of the next, summed as it comes. Taking values out again, the usual way,
/// lets rounding errors pile up; here a result depends on the values of its window alone.
pub(super) fn sums<const K: usize, const N: usize>(
    columns: [&[f64]; K],
    window: usize,
    out: &mut [f64],
    terms: impl Fn([f64; K]) -> [f64; N],
    result: impl Fn([f64; N]) -> f64,
) {
    let rows = out.len();
    let columns = columns.map(|column| &column[..rows]);
    let is_whole = |row: usize| columns.iter().all(|column| column[row].is_finite());
    let around = |anchor: [f64; K], row: usize| {
        terms(std::array::from_fn(|at| columns[at][row] - anchor[at]))
    };
    let block = window.min(rows).max(1);
    let mut tails = vec![[0.0; N]; if rows > block { block } else { 0 }];
    let mut last = [0.0; K];
    for (start, out) in (0..rows).step_by(block).zip(out.chunks_mut(block)) {
        let mut head = [0.0; N];
        let (mut anchor, mut anchored) = (last, false);
        for (at, out) in out.iter_mut().enumerate() {
            let row = start + at;
            let whole = is_whole(row);
            if whole {
                last = columns.map(|column| column[row]);
            }
            // The first whole row of the head lies in all windows from its own on, the last whole one
            // of the block before in all until then that hold any.
            if at == 0 || (whole && !anchored) {
                (anchor, anchored) = (last, whole);
                let mut tail = [0.0; N];
                for (row, place) in (0..start).rev().zip(tails.iter_mut().rev()) {
                    *place = tail;
                    if is_whole(row) {
                        tail = both(tail, around(anchor, row));
                    }
                }
            }
            if whole {
                head = both(head, around(anchor, row));
            }
            *out = result(tails.get(at).map_or(head, |tail| both(*tail, head)));
        }
    }
}

fn both<const N: usize>(one: [f64; N], other: [f64; N]) -> [f64; N] {
    std::array::from_fn(|at| one[at] + other[at])
}

#[cfg(test)]
mod tests {
    use super::sums;

    /// The squared deviations from the mean of each window.
    fn squares(source: &[f64], window: usize) -> Vec<f64> {
        let mut out = vec![f64::MAX; source.len()];
        let terms = |[x]: [f64; 1]| [1.0, x, x * x];
        sums([source], window, &mut out, terms, |[n, x, xx]| xx - x * x / n);
        out
    }

    #[test]
    fn every_window_has_the_sums_of_its_own_rows() {
        let missing = [3, 4, 5, 6, 7, 8, 15, 21, 22, 30];
        let value = |row: usize| {
            if missing.contains(&row) { f64::NAN } else { (row * row % 17) as f64 }
        };
        let source: Vec<f64> = (0..40).map(value).collect();
        for window in 1..50 {
            for (row, squares) in squares(&source, window).iter().enumerate() {
                let values = source[(row + 1).saturating_sub(window)..=row].iter();
                let values: Vec<f64> = values.copied().filter(|value| value.is_finite()).collect();
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                let direct: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
                let same =
                    (squares - direct).abs() < 1e-9 || (squares.is_nan() && values.is_empty());
                assert!(same, "{window} {row}: {squares} {direct}");
            }
        }
    }

    #[test]
    fn a_far_value_leaves_nothing_behind() {
        let source = [1e12, f64::NAN, 1e12, f64::NAN, f64::NAN, f64::NAN, 0.1, 0.4, 0.1, 0.4];
        for window in 2..5 {
            let last = squares(&source, window).pop();
            let expected = squares(&source[10 - window..], window).pop();
            assert!((last.unwrap_or(0.0) - expected.unwrap_or(1.0)).abs() < 1e-15, "{window}");
        }
    }
}
