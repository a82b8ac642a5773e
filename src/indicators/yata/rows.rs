//! What yata is fed with: whole rows, one by one.
//!
//! yata knows no missing values: one NaN stays in its averages for ever, and makes its extremes panic.
//! So a row with a value that is no number, or none of an ordinary size, has no result and is passed
//! over, as if the candle did not exist.

use std::ops::Range;

use yata::core::Error;

/// The largest size of a value that enters. Products of some such values are finite, whichever
/// indicator multiplies them. (Quotients need not be: [`Average`](super::average::Average) sees to those.)
const LARGEST: f64 = 1e100;

/// What comes of a row: a number for each output.
pub(super) trait Results {
    /// Writes them into a row of the outputs.
    fn write(&self, outputs: &mut [&mut [f64]], row: usize);
}

impl<const N: usize> Results for [f64; N] {
    #[inline]
    fn write(&self, outputs: &mut [&mut [f64]], row: usize) {
        for (out, value) in outputs.iter_mut().zip(self) {
            out[row] = *value;
        }
    }
}

/// Feeds whole rows to what `begin` makes of the first one, and writes what `next` gives for each from
/// `lookback` rows behind the first on. Everywhere else is NaN.
pub(super) fn walk<const N: usize, State, R: Results>(
    columns: [&[f64]; N],
    lookback: usize,
    outputs: &mut [&mut [f64]],
    begin: impl FnOnce(&[f64; N]) -> Result<State, Error>,
    mut next: impl FnMut(&mut State, &[f64; N]) -> R,
) {
    let len = columns.iter().map(|column| column.len()).min().unwrap_or(0);
    let columns = columns.map(|column| &column[..len]);
    let row = |at| whole(&columns, at);
    let begins = (0..len).find_map(|at| Some((at, row(at)?)));
    let state = begins.and_then(|(first, row)| Some((first, begin(&row).ok()?)));
    let Some((first, mut state)) = state else { return missing(outputs, 0..len) };
    for at in first..len {
        match row(at) {
            Some(row) => next(&mut state, &row).write(outputs, at),
            None => missing(outputs, at..at + 1),
        }
    }
    missing(outputs, 0..first.saturating_add(lookback).min(len));
}

/// Writes that there are no values.
fn missing(outputs: &mut [&mut [f64]], rows: Range<usize>) {
    for out in outputs {
        out[rows.clone()].fill(f64::NAN);
    }
}

/// A row, if it may enter: without a −0.0, which yata's median takes for another value than 0.0.
#[inline]
fn whole<const N: usize>(columns: &[&[f64]; N], at: usize) -> Option<[f64; N]> {
    let mut row = [0.0; N];
    for (value, column) in row.iter_mut().zip(columns) {
        *value += column[at];
    }
    row.iter().all(|value| value.abs() <= LARGEST).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::walk;

    const NAN: f64 = f64::NAN;

    /// Sums of the rows so far, from the second row on.
    fn sums(one: &[f64], other: &[f64]) -> Vec<f64> {
        let mut out = vec![7.0; one.len()];
        let outputs = &mut [&mut out[..]];
        walk(
            [one, other],
            1,
            outputs,
            |_| Ok(0.0),
            |sum, [one, other]| {
                *sum += one + other;
                [*sum]
            },
        );
        out
    }

    #[test]
    fn rows_that_are_not_whole_are_passed_over() {
        let out =
            sums(&[NAN, 1.0, 2.0, 3.0, 1e101, 5.0], &[1.0, 1.0, 1.0, f64::INFINITY, 1.0, 1.0]);
        assert!(out[..2].iter().chain(&out[3..5]).all(|value| value.is_nan()));
        assert_eq!((out[2], out[5]), (5.0, 11.0));
    }

    #[test]
    fn no_whole_row_no_value() {
        assert!(sums(&[NAN, 1.0], &[1.0, NAN]).iter().all(|value| value.is_nan()));
        assert!(sums(&[], &[]).is_empty());
    }
}
