//! AVGDEV: the average deviation.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The average deviation: how far the values of the window are from their mean, on average.
pub(crate) static AVGDEV: Operation = Operation {
    name: "AVGDEV",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |parameters| 0.5 + 0.15 * parameters[0],
    kernel,
    summary: "Average deviation: how far the last candles are from their mean, on average.",
    formula: "mean(|price − mean(price, n)|, n)",
    source: "common",
    example: "df.avgdev = ta::AVGDEV(df.close, 14);",
};

/// So many windows are summed beside each other.
const BESIDE: usize = 8;

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    vectorized(
        #[inline(always)]
        || {
            let (source, (several, single)) =
                (&inputs[0][begin..], known.as_chunks_mut::<BESIDE>());
            let mut rest = source;
            for out in several {
                *out = deviations(rest, period);
                rest = &rest[BESIDE..];
            }
            for out in single {
                [*out] = deviations(rest, period);
                rest = &rest[1..];
            }
        },
    );
}

/// The average deviations of the first windows, summed from the newest value to the oldest, as in
/// TA-Lib.
#[inline(always)]
fn deviations<const N: usize>(source: &[f64], period: usize) -> [f64; N] {
    let rows = source[..period + N - 1].windows(N).rev().filter_map(<[f64]>::first_chunk::<N>);
    let count = period as f64;
    let mut means = [0.0; N];
    for values in rows.clone() {
        for (sum, value) in means.iter_mut().zip(values) {
            *sum += value;
        }
    }
    means = means.map(|sum| sum / count);
    let mut deviations = [0.0; N];
    for values in rows {
        for (sum, (value, mean)) in deviations.iter_mut().zip(values.iter().zip(&means)) {
            *sum += (value - mean).abs();
        }
    }
    deviations.map(|sum| sum / count)
}

#[cfg(test)]
mod tests {
    use super::AVGDEV;

    #[test]
    fn windows_beside_each_other_are_apart() {
        let source: Vec<f64> = (0..20).map(|row| f64::from(row * row)).collect();
        let mut out = [0.0; 20];
        (AVGDEV.kernel)(&[&source], &[2.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        for (out, pair) in out[1..].iter().zip(source.windows(2)) {
            assert_eq!(*out, (pair[1] - pair[0]) / 2.0);
        }
    }
}
