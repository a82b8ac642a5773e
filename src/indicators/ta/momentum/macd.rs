//! MACD: the convergence and divergence of two moving averages.

use super::GROUP;
use super::exponential::Exponential;
use crate::indicators::ta::{PRICE, period, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, Output, memory};

/// The fast exponential average less the slow one, that difference's own average (the signal), and
/// how far the one is from the other.
///
/// Both averages begin with the mean of a window that ends on the same row. The longer period is the
/// slow one, whichever is named so.
pub(crate) static MACD: Operation = Operation {
    name: "MACD",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        period("fastperiod", 2.0, 12.0),
        period("slowperiod", 2.0, 26.0),
        period("signalperiod", 1.0, 9.0),
    ],
    outputs: LINES,
    lookback: |parameters| {
        let (_, slow) = by_length(parameters);
        slow - 1 + warm_up::rows(parameters[2]) - 1
    },
    memory: Memory::Fading(|parameters| {
        memory::exponential(parameters[0].max(parameters[1])) + memory::exponential(parameters[2])
    }),
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        let (fast, slow) = by_length(parameters);
        let averages = (Exponential::new(fast), Exponential::new(slow));
        convergence(inputs[0], averages, warm_up::rows(parameters[2]), outputs);
    },
    summary: "Moving average convergence/divergence: a fast average less a slow one, and its signal.",
    formula: "macd = EMA(price, fastperiod) − EMA(price, slowperiod); macdsignal = EMA(macd, signalperiod); macdhist = macd − macdsignal",
    source: "Gerald Appel, The Moving Average Convergence-Divergence Method, 1979",
    example: "let macd = ta::MACD(df, 12, 26, 9); df.hist = macd.macdhist;",
};

/// What MACD and its kin give.
pub(super) const LINES: &[Output] =
    &[Output::real("macd"), Output::real("macdsignal"), Output::real("macdhist")];

/// The first two parameters as periods, the shorter first.
pub(super) fn by_length(parameters: &[f64]) -> (usize, usize) {
    let periods = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    (periods.0.min(periods.1), periods.0.max(periods.1))
}

/// The three lines of a fast and a slow average, which begin on the same row.
///
/// A signal over one row is the difference itself.
pub(super) fn convergence(
    source: &[f64],
    averages: (Exponential, Exponential),
    signal_period: usize,
    outputs: &mut [&mut [f64]],
) {
    let signal = Exponential::new(signal_period);
    if signal_period == 1 {
        lines(source, averages, signal, |_, difference| difference, outputs);
    } else {
        vectorized(
            #[inline(always)]
            || lines(source, averages, signal, Exponential::next, outputs),
        );
    }
}

/// The lines, a signal after its first one being what `follow` makes of the next difference.
#[inline(always)]
fn lines(
    source: &[f64],
    (mut fast, mut slow): (Exponential, Exponential),
    mut signal: Exponential,
    follow: impl Fn(&mut Exponential, f64) -> f64,
    outputs: &mut [&mut [f64]],
) {
    let [macd, signals, histogram] = outputs else { return };
    let begin = warm_up::first_row(&[source]);
    let lookback = slow.period() - 1 + signal.period() - 1;
    warm_up::split_off(histogram, begin, lookback);
    warm_up::split_off(signals, begin, lookback);
    let Some((first, macd)) = warm_up::split_off(macd, begin, lookback) else { return };
    let (signals, histogram) = (&mut signals[first..], &mut histogram[first..]);

    let later = slow.period() - fast.period();
    for (row, price) in source[begin..=first].iter().enumerate() {
        let slow = slow.warm(*price);
        let fast = if row < later { None } else { fast.warm(*price) };
        let (Some(fast), Some(slow)) = (fast, slow) else { continue };
        macd[0] = fast - slow;
        if let Some(average) = signal.warm(macd[0]) {
            signals[0] = average;
        }
    }
    histogram[0] = macd[0] - signals[0];
    let rest = macd[1..].iter_mut().zip(&mut signals[1..]).zip(&mut histogram[1..]);
    for (((macd, average), histogram), price) in rest.zip(&source[first + 1..]) {
        *macd = fast.next(*price) - slow.next(*price);
        *average = follow(&mut signal, *macd);
        *histogram = *macd - *average;
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
