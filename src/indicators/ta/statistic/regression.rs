//! The straight line of least squares through the last values.

use crate::indicators::ta::warm_up;
use crate::indicators::vectorized::vectorized;

/// So many rows are summed up before they are divided, all together.
const BLOCK: usize = 32;

/// A line over the rows of a window, which are counted from 0, the oldest.
pub(super) struct Line {
    /// Its height at row 0.
    pub intercept: f64,
    /// What it rises per row.
    pub slope: f64,
}

/// Writes what `value` makes of the line through each window, and of the window's length.
pub(super) fn compute(
    inputs: &[&[f64]],
    parameters: &[f64],
    outputs: &mut [&mut [f64]],
    value: impl Fn(&Line, f64) -> f64,
) {
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    vectorized(
        #[inline(always)]
        || slide(&inputs[0][begin..], period, known, value),
    );
}

/// The sums run on from row to row; they begin anew from the window every `32 · period` rows, and where
/// a value leaves that was far larger than all that stay: TA-Lib's arithmetic, to the bit.
#[inline(always)]
fn slide(source: &[f64], period: usize, out: &mut [f64], value: impl Fn(&Line, f64) -> f64) {
    let (count, anew) = (period as f64, 32 * period);
    let rows = count * (count - 1.0) * 0.5;
    let squares = count * (count - 1.0) * (2.0 * count - 1.0) / 6.0;
    let divisor = rows * rows - count * squares;
    let value = |plain: f64, weighted: f64| {
        let slope = (count * weighted - rows * plain) / divisor;
        value(&Line { intercept: (plain - slope * rows) / count, slope }, count)
    };
    let (first, newest) = source.split_at(period);
    let Sums { mut plain, mut sizes, mut weighted } = Sums::of(first);
    out[0] = value(plain, weighted);
    let mut left = anew;
    let blocks = out[1..].chunks_mut(BLOCK).zip(source.chunks(BLOCK).zip(newest.chunks(BLOCK)));
    for (block, (out, (oldest, newest))) in blocks.enumerate() {
        let mut plains = [0.0; BLOCK];
        let sums = out.iter_mut().zip(&mut plains).enumerate();
        for ((row, (out, out_plain)), (oldest, newest)) in sums.zip(oldest.iter().zip(newest)) {
            let gone = count * oldest;
            weighted = weighted + plain - gone;
            plain = plain - oldest + newest;
            sizes = sizes - oldest.abs() + newest.abs();
            left -= 1;
            if left == 0 || gone.abs() > 100.0 * sizes {
                left = anew;
                let window = &source[block * BLOCK + row + 1..][..period];
                Sums { plain, sizes, weighted } = Sums::of(window);
            }
            (*out, *out_plain) = (weighted, plain);
        }
        for (out, plain) in out.iter_mut().zip(plains) {
            *out = value(plain, *out);
        }
    }
}

/// Sums over a window: of its values, of their sizes, and weighted by how many rows they lie back.
struct Sums {
    plain: f64,
    sizes: f64,
    weighted: f64,
}

impl Sums {
    #[cold]
    #[inline(never)]
    fn of(window: &[f64]) -> Self {
        let mut sums = Self { plain: 0.0, sizes: 0.0, weighted: 0.0 };
        for (value, back) in window.iter().zip((0..window.len()).rev()) {
            sums.plain += value;
            sums.weighted += back as f64 * value;
            sums.sizes += value.abs();
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::compute;

    #[test]
    fn a_line_is_found_again() {
        let source: Vec<f64> = (0..9).map(|row| 5.0 - 0.5 * f64::from(row)).collect();
        let (mut slope, mut intercept) = ([0.0; 9], [0.0; 9]);
        compute(&[&source], &[4.0], &mut [&mut slope], |line, _| line.slope);
        compute(&[&source], &[4.0], &mut [&mut intercept], |line, _| line.intercept);
        assert!(slope[..3].iter().chain(&intercept[..3]).all(|value| value.is_nan()));
        for row in 3..9 {
            assert!((slope[row] + 0.5).abs() < 1e-12);
            assert!((intercept[row] - source[row - 3]).abs() < 1e-12);
        }
    }
}
