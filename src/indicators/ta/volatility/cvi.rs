//! CVI: Chaikin's volatility.

use super::GROUP;
use crate::indicators::ta::ring::Ring;
use crate::indicators::ta::{HIGH_LOW, REAL, period, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// Chaikin's volatility: by how many percent the exponential average of the ranges has changed in
/// `rocperiod` candles; 0 where it was 0.
pub(crate) static CVI: Operation = Operation {
    name: "CVI",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(2.0, 10.0), period("rocperiod", 1.0, 10.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1 + warm_up::rows(parameters[1]),
    memory: Memory::Fading(|parameters| memory::exponential(parameters[0]) + parameters[1]),
    cost: |_| 2.0,
    kernel,
    summary: "Chaikin's volatility: by how many percent the average range has changed.",
    formula: "ema = EMA(high − low, timeperiod); cvi = 100 · (ema − ema[rocperiod]) / ema[rocperiod]",
    source: "Marc Chaikin",
    example: "df.cvi = ta::CVI(df, 10, 10);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (period, back) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1 + back) else { return };
    vectorized(
        #[inline(always)]
        || {
            let rows = inputs[0][begin..].iter().zip(&inputs[1][begin..]);
            let mut ranges = rows.map(|(high, low)| high - low);
            let sum = ranges.by_ref().take(period).fold(0.0, |sum, range| sum + range);
            let mut average = sum / period as f64;
            let (weight, mut averages) = (seed::weight(period), Ring::new(back));
            averages.push(average);
            let mut next = |range: f64| {
                average = seed::approach(average, range, weight);
                let before = averages.push(average);
                if before == 0.0 { 0.0 } else { 100.0 * ((average - before) / before) }
            };
            for range in ranges.by_ref().take(back - 1) {
                next(range);
            }
            for (out, range) in known.iter_mut().zip(ranges) {
                *out = next(range);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::CVI;

    #[test]
    fn it_compares_averages_some_candles_apart() {
        let high = [1.0, 3.0, 2.0, 5.0, 1.0];
        let mut out = [0.0; 5];
        // The averages from the second candle on are 2, 2, 4, 2.
        (CVI.kernel)(&[&high, &[0.0; 5]], &[2.0, 2.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert_eq!(out[3..], [100.0, 0.0]);
    }
}
