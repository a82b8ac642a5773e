//! AO: the awesome oscillator.

use super::GROUP;
use crate::indicators::ta::{HIGH_LOW, REAL, period, warm_up};
use crate::indicators::{Memory, Operation};

/// The awesome oscillator: a fast simple moving average of the middle of the candles less a slow
/// one.
pub(crate) static AO: Operation = Operation {
    name: "AO",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[period("fastperiod", 2.0, 5.0), period("slowperiod", 2.0, 34.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0].max(parameters[1])) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "Awesome oscillator: whether the last few candles lie above or below the longer average.",
    formula: "median = (high + low) / 2; ao = SMA(median, fast) − SMA(median, slow)",
    source: "Bill Williams, New Trading Dimensions, 1998",
    example: "df.ao = ta::AO(df, 5, 34);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (fast, slow) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, fast.max(slow) - 1) else {
        return;
    };
    let values = oscillation(&inputs[0][begin..], &inputs[1][begin..], fast, slow);
    known.iter_mut().zip(values).for_each(|(out, value)| *out = value);
}

/// The values from the first row on that has both averages, of which there is one at least.
///
/// Running sums from which the oldest value is taken after each row, and which both begin with that
/// first row's windows: TA-Lib's arithmetic, to the bit.
pub(super) fn oscillation<'a>(
    high: &'a [f64],
    low: &'a [f64],
    fast: usize,
    slow: usize,
) -> impl Iterator<Item = f64> + use<'a> {
    let medians = move |first: usize| {
        let candles = high[first..].iter().zip(&low[first..]);
        candles.map(|(high, low)| 0.5 * (high + low))
    };
    let first = fast.max(slow) - 1;
    let begin = |period: usize| first - (period - 1);
    let sum = |period: usize| medians(begin(period)).take(period - 1).fold(0.0, |sum, x| sum + x);
    let (mut fast_sum, mut slow_sum) = (sum(fast), sum(slow));
    let oldest = medians(begin(fast)).zip(medians(begin(slow)));
    medians(first).zip(oldest).map(move |(newest, (fast_oldest, slow_oldest))| {
        fast_sum += newest;
        slow_sum += newest;
        let value = fast_sum / fast as f64 - slow_sum / slow as f64;
        fast_sum -= fast_oldest;
        slow_sum -= slow_oldest;
        value
    })
}

#[cfg(test)]
mod tests {
    use super::AO;

    #[test]
    fn the_fast_average_leads() {
        let (high, low) = ([2.0, 4.0, 6.0, 12.0], [0.0, 2.0, 4.0, 4.0]);
        let mut out = [0.0; 4];
        (AO.kernel)(&[&high, &low], &[2.0, 3.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [1.0, 6.5 - 16.0 / 3.0]);
    }
}
