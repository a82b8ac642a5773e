//! `LINEARREG_SLOPE`: the slope of the line through the last values.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation};

/// The slope of the line of least squares through the window, per row.
pub(crate) static LINEARREG_SLOPE: Operation = Operation {
    name: "LINEARREG_SLOPE",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel,
    summary: "Slope of the straight line through the last candles, per candle.",
    formula: "the b of the line a + b · t of least squares through the last n prices",
    source: "common",
    example: "df.slope = ta::LINEARREG_SLOPE(df, 14);",
};

/// Sums over a window: of its values, of their sizes, and weighted by how many rows they lie back.
#[derive(Clone, Copy, Default)]
struct Sums {
    plain: f64,
    sizes: f64,
    weighted: f64,
}

impl Sums {
    fn of(window: &[f64]) -> Self {
        let mut sums = Self::default();
        let mut back = window.len() as f64 - 1.0;
        for value in window {
            sums.plain += value;
            sums.weighted += back * value;
            sums.sizes += value.abs();
            back -= 1.0;
        }
        sums
    }
}

/// The sums run on from row to row; they begin anew from the window every `32 · timeperiod` rows, and
/// where a value leaves that was far larger than all that stay: TA-Lib's arithmetic, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let begin = seed::first_row(inputs);
    let Some((_, known)) = seed::warm_up(outputs[0], begin, period - 1) else { return };
    let (count, anew) = (period as f64, 32 * period);
    let rows = count * (count - 1.0) * 0.5;
    let squares = count * (count - 1.0) * (2.0 * count - 1.0) / 6.0;
    let divisor = rows * rows - count * squares;
    let mut windows = source[begin..].windows(period);
    let Some(mut before) = windows.next() else { return };
    let mut sums = Sums::of(before);
    let slope = |sums: Sums| (count * sums.weighted - rows * sums.plain) / divisor;
    known[0] = slope(sums);
    let mut left = anew;
    for (out, window) in known[1..].iter_mut().zip(windows) {
        let (oldest, newest) = (before[0], window[period - 1]);
        let gone = count * oldest;
        sums.weighted = sums.weighted + sums.plain - gone;
        sums.plain = sums.plain - oldest + newest;
        sums.sizes = sums.sizes - oldest.abs() + newest.abs();
        left -= 1;
        if left == 0 || gone.abs() > 100.0 * sums.sizes {
            left = anew;
            sums = Sums::of(window);
        }
        *out = slope(sums);
        before = window;
    }
}

#[cfg(test)]
mod tests {
    use super::LINEARREG_SLOPE;

    #[test]
    fn a_line_has_its_own_slope() {
        let source: Vec<f64> = (0..9).map(|row| 5.0 - 0.5 * f64::from(row)).collect();
        let mut out = [0.0; 9];
        (LINEARREG_SLOPE.kernel)(&[&source], &[4.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert!(out[3..].iter().all(|slope| (slope + 0.5).abs() < 1e-12));
    }
}
