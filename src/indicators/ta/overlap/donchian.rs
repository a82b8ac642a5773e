//! DONCHIAN: Donchian's channel.

use super::GROUP;
use crate::indicators::ta::extremes::{self, Search};
use crate::indicators::ta::{BANDS, HIGH_LOW, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// Donchian's channel: the highest high and the lowest low of the window, its own candle included, and
/// the middle between them.
pub(crate) static DONCHIAN: Operation = Operation {
    name: "DONCHIAN",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(2.0, 20.0)],
    outputs: BANDS,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "Donchian channel: the highest high and the lowest low of the last candles, and their middle.",
    formula: "upperband = max(high, n); lowerband = min(low, n); middleband = (upperband + lowerband) / 2",
    source: "Richard Donchian, 1960",
    example: "let dc = ta::DONCHIAN(df, 20); df.top = dc.upperband;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [upper, middle, lower] = outputs else { return };
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    warm_up::split_off(upper, begin, period - 1);
    warm_up::split_off(middle, begin, period - 1);
    let Some((first, lower)) = warm_up::split_off(lower, begin, period - 1) else { return };
    let (upper, middle) = (&mut upper[first..], &mut middle[first..]);
    extremes::highest(&inputs[0][begin..], period, Search::Rows, upper);
    extremes::lowest(&inputs[1][begin..], period, Search::Rows, lower);
    for (middle, (upper, lower)) in middle.iter_mut().zip(upper.iter().zip(lower)) {
        *middle = (upper + *lower) / 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::DONCHIAN;

    #[test]
    fn the_channel_holds_the_window() {
        let (high, low) = ([3.0, 4.0, 9.0], [1.0, 2.0, 5.0]);
        let (mut upper, mut middle, mut lower) = ([0.0; 3], [0.0; 3], [0.0; 3]);
        let outputs = &mut [&mut upper[..], &mut middle[..], &mut lower[..]];
        (DONCHIAN.kernel)(&[&high, &low], &[2.0], outputs);
        assert!([upper[0], middle[0], lower[0]].iter().all(|value| value.is_nan()));
        assert_eq!((upper[1], middle[1], lower[1]), (4.0, 2.5, 1.0));
        assert_eq!((upper[2], middle[2], lower[2]), (9.0, 5.5, 2.0));
    }
}
