//! MACD: the convergence and divergence of two moving averages.

use super::GROUP;
use crate::indicators::ta::{PRICE, period, seed};
use crate::indicators::{Memory, Operation, Output, memory};

/// The fast exponential average less the slow one, that difference's own average (the signal), and
/// how far the one is from the other.
///
/// Both averages begin with the mean of a window that ends on the same row. The slower period is the
/// slow one, whichever is named so.
pub(crate) static MACD: Operation = Operation {
    name: "MACD",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        period("fastperiod", 2.0, 12.0),
        period("slowperiod", 2.0, 26.0),
        period("signalperiod", 1.0, 9.0),
    ],
    outputs: &[Output::real("macd"), Output::real("macdsignal"), Output::real("macdhist")],
    lookback: |parameters| slow(parameters) - 1 + seed::rows(parameters[2]) - 1,
    memory: Memory::Fading(|parameters| memory::exponential(parameters[0].max(parameters[1]))),
    cost: |_| 20.0,
    kernel,
    summary: "Moving average convergence/divergence: a fast average less a slow one, and its signal.",
    formula: "macd = EMA(price, fastperiod) − EMA(price, slowperiod); macdsignal = EMA(macd, signalperiod); macdhist = macd − macdsignal",
    source: "Gerald Appel, The Moving Average Convergence-Divergence Method, 1979",
    example: "let macd = ta::MACD(df, 12, 26, 9); df.hist = macd.macdhist;",
};

fn slow(parameters: &[f64]) -> usize {
    seed::rows(parameters[0]).max(seed::rows(parameters[1]))
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [macd, signal, histogram] = outputs else { return };
    let (source, slow) = (inputs[0], slow(parameters));
    let fast = seed::rows(parameters[0]).min(seed::rows(parameters[1]));
    let begin = seed::first_row(inputs);
    // The fast average skips the rows that only the slow one needs.
    let later = begin.saturating_add(slow - fast).min(source.len());
    seed::ema(source, slow, histogram);
    macd[..later].fill(f64::NAN);
    seed::ema(&source[later..], fast, &mut macd[later..]);
    for (macd, slow) in macd.iter_mut().zip(histogram.iter()) {
        *macd -= slow;
    }
    seed::ema(macd, seed::rows(parameters[2]), signal);
    let first = begin.saturating_add((MACD.lookback)(parameters)).min(source.len());
    macd[..first].fill(f64::NAN);
    for (out, (macd, signal)) in histogram.iter_mut().zip(macd.iter().zip(signal.iter())) {
        *out = macd - signal;
    }
}

#[cfg(test)]
mod tests {
    use super::MACD;

    #[test]
    fn both_averages_begin_on_the_same_row() {
        let source = [f64::NAN, 1.0, 2.0, 3.0, 4.0, 8.0];
        let mut outputs = [[0.0; 6]; 3];
        let [macd, signal, histogram] = &mut outputs;
        let places = &mut [&mut macd[..], &mut signal[..], &mut histogram[..]];
        (MACD.kernel)(&[&source], &[2.0, 4.0, 1.0], places);
        // Means of 3, 4 and of 1 to 4; then two thirds and two fifths of the way to 8.
        assert!(macd[..4].iter().all(|value| value.is_nan()));
        assert!((macd[4] - (3.5 - 2.5)).abs() < 1e-12);
        assert!((macd[5] - (6.5 - 4.7)).abs() < 1e-12);
        assert_eq!((signal[5].to_bits(), histogram[5]), (macd[5].to_bits(), 0.0));
    }
}
