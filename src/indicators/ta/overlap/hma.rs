//! HMA: Hull's moving average.

use super::GROUP;
use super::wma::{Weighted, averages};
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// Hull's moving average: the weighted average of the last root of `timeperiod` values of twice the
/// weighted average of half the period less that of the whole. Half and root are rounded down.
///
/// A period of 1 leaves the column as it is.
pub(crate) static HMA: Operation = Operation {
    name: "HMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 20.0)],
    outputs: REAL,
    lookback: |parameters| lookback(warm_up::rows(parameters[0])),
    memory: Memory::Window,
    cost: |_| 4.0,
    kernel,
    summary: "Hull's moving average: smooth, and close to the newest prices.",
    formula: "WMA(2 · WMA(price, n / 2) − WMA(price, n), sqrt(n))",
    source: "Alan Hull, 2005",
    example: "df.hma = ta::HMA(df, 20);",
};

fn lookback(period: usize) -> usize {
    period - 1 + period.isqrt() - 1
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let begin = warm_up::first_row(inputs);
    outputs[0][..begin].fill(f64::NAN);
    hma(&inputs[0][begin..], warm_up::rows(parameters[0]), &mut outputs[0][begin..]);
}

/// Hull's average of a column whose first value counts, be it NaN.
///
/// All three weighted averages count from the first whole window of the longest.
pub(in crate::indicators::ta) fn hma(source: &[f64], period: usize, out: &mut [f64]) {
    let Some((_, known)) = warm_up::split_off(out, 0, lookback(period)) else { return };
    if period == 1 {
        known.copy_from_slice(source);
        return;
    }
    let (half, root) = (period / 2, period.isqrt());
    let both = [&source[..period - 1], &source[period - half..period - 1]];
    let mut both = both.map(Weighted::new);
    let ahead = |ahead: &mut f64, [long, short]: [f64; 2]| *ahead = 2.0 * short - long;

    // Some rows at a time: what is smoothed stays in the fastest memory, behind what is still in the window.
    let mut values = vec![0.0; root - 1 + 512];
    averages(&mut both, source, period - 1, &mut values[..root - 1], ahead);
    let mut smooth = [Weighted::new(&values[..root - 1])];
    let mut row = lookback(period);
    for part in known.chunks_mut(512) {
        let end = root - 1 + part.len();
        averages(&mut both, source, row, &mut values[root - 1..end], ahead);
        row += part.len();
        averages(&mut smooth, &values, root - 1, part, |out, [value]| *out = value);
        values.copy_within(end + 1 - root..end, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::HMA;

    #[test]
    fn a_line_is_met_without_lag() {
        let source: Vec<f64> = (0..30).map(f64::from).collect();
        let mut out = [0.0; 30];
        (HMA.kernel)(&[&source], &[9.0], &mut [&mut out]);
        assert!(out[..10].iter().all(|value| value.is_nan()));
        for (row, value) in out.iter().enumerate().skip(10) {
            // The half of 9 is 4, a third of a row ahead of the exact one.
            assert!((value - row as f64).abs() < 0.4, "{row} {value}");
        }
    }
}
