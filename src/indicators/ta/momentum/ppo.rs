//! PPO: the percentage price oscillator.

use super::GROUP;
use super::exponential::Exponential;
use super::macd::by_length;
use crate::indicators::ta::{PRICE, REAL, average, period, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// How far a fast average is above a slow one, percent of that; 0 where that is 0.
///
/// The longer period is the slow one, whichever is named so.
pub(crate) static PPO: Operation = Operation {
    name: "PPO",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        period("fastperiod", 2.0, 12.0),
        period("slowperiod", 2.0, 26.0),
        average::matype("matype", 1.0),
    ],
    outputs: REAL,
    lookback: |parameters| average::lookback(matype(parameters), by_length(parameters).1),
    memory: Memory::Fading(|parameters| {
        average::memory(matype(parameters), by_length(parameters).1 as f64)
    }),
    cost: |parameters| 1.0 + 2.0 * average::cost(matype(parameters), by_length(parameters).1),
    kernel,
    summary: "Percentage price oscillator: how far a fast average is above a slow one, percent.",
    formula: "100 · (MA(price, fastperiod) − MA(price, slowperiod)) / MA(price, slowperiod)",
    source: "common, after Gerald Appel's MACD",
    example: "df.ppo = ta::PPO(df, 12, 26, 1);",
};

/// The kind of both averages.
fn matype(parameters: &[f64]) -> f64 {
    average::or_default(parameters[2], 1.0)
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, matype) = (inputs[0], matype(parameters));
    let (fast, slow) = by_length(parameters);
    let out = &mut *outputs[0];
    if matype == 1.0 {
        vectorized(
            #[inline(always)]
            || of_exponential(source, fast, slow, out),
        );
        return;
    }
    let mut fast_average = vec![0.0; source.len()];
    average::compute(matype, source, fast, &mut fast_average);
    average::compute(matype, source, slow, out);
    for (out, fast) in out.iter_mut().zip(&fast_average) {
        *out = above(*fast, *out);
    }
}

/// The oscillator of exponential averages, in one pass.
#[inline(always)]
fn of_exponential(source: &[f64], fast: usize, slow: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(&[source]);
    let Some((first, known)) = warm_up::split_off(out, begin, slow - 1) else { return };
    let (mut fast, mut slow) = (Exponential::new(fast), Exponential::new(slow));
    for price in &source[begin..=first] {
        if let (Some(fast), Some(slow)) = (fast.warm(*price), slow.warm(*price)) {
            known[0] = above(fast, slow);
        }
    }
    for (out, price) in known[1..].iter_mut().zip(&source[first + 1..]) {
        *out = above(fast.next(*price), slow.next(*price));
    }
}

/// How far the fast average is above the slow one, percent.
#[inline(always)]
fn above(fast: f64, slow: f64) -> f64 {
    if slow.abs() < 1e-14 { 0.0 } else { (fast - slow) / slow * 100.0 }
}

#[cfg(test)]
mod tests {
    use super::PPO;

    #[test]
    fn the_shorter_average_is_the_fast_one() {
        let source = [f64::NAN, 2.0, 6.0, 4.0, 8.0];
        for periods in [[2.0, 3.0], [3.0, 2.0]] {
            let mut out = [0.0; 5];
            (PPO.kernel)(&[&source], &[periods[0], periods[1], 0.0], &mut [&mut out]);
            assert!(out[..3].iter().all(|value| value.is_nan()));
            assert_eq!(out[3..], [25.0, 0.0]);
            (PPO.kernel)(&[&source], &[periods[0], periods[1], 1.0], &mut [&mut out]);
            assert!(out[..3].iter().all(|value| value.is_nan()));
            assert_eq!(out[3], 0.0);
            assert!((out[4] - 100.0 / 9.0).abs() < 1e-12);
        }
    }
}
