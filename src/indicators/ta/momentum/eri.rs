//! ERI: the Elder ray.

use super::GROUP;
use crate::indicators::ta::{CANDLE, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, Output, memory};

/// The Elder ray: how far the high and the low lie from the exponential moving average of the
/// close.
pub(crate) static ERI: Operation = Operation {
    name: "ERI",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 13.0)],
    outputs: &[Output::real("bullpower"), Output::real("bearpower")],
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Fading(|parameters| memory::exponential(parameters[0])),
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        vectorized(
            #[inline(always)]
            || kernel(inputs, warm_up::rows(parameters[0]), outputs),
        );
    },
    summary: "Elder ray: how far buyers could lift and sellers could push the price from its average.",
    formula: "bullpower = high − EMA(close, n); bearpower = low − EMA(close, n)",
    source: "Alexander Elder, Trading for a Living, 1993",
    example: "let ray = ta::ERI(df, 13); df.bulls = ray.bullpower;",
};

#[inline(always)]
fn kernel(inputs: &[&[f64]], period: usize, outputs: &mut [&mut [f64]]) {
    let (&[high, low, close], [bulls, bears]) = (inputs, outputs) else { return };
    let begin = warm_up::first_row(inputs);
    warm_up::split_off(bears, begin, period - 1);
    let Some((first, bulls)) = warm_up::split_off(bulls, begin, period - 1) else { return };
    let (weight, mut average) = (seed::weight(period), seed::mean(&close[begin..=first]));
    let bears = &mut bears[first..];
    (bulls[0], bears[0]) = (high[first] - average, low[first] - average);
    let powers = bulls[1..].iter_mut().zip(&mut bears[1..]);
    let candles = high[first + 1..].iter().zip(&low[first + 1..]).zip(&close[first + 1..]);
    for ((bull, bear), ((high, low), close)) in powers.zip(candles) {
        let next = seed::approach(average, *close, weight);
        average = if period == 1 { *close } else { next };
        *bull = high - average;
        *bear = low - average;
    }
}

#[cfg(test)]
mod tests {
    use super::ERI;

    #[test]
    fn both_powers_are_measured_from_one_average() {
        let (high, low) = ([3.0, 4.0, 6.0], [0.0, 1.0, 2.0]);
        let (mut bulls, mut bears) = ([0.0; 3], [0.0; 3]);
        let outputs = &mut [&mut bulls[..], &mut bears[..]];
        (ERI.kernel)(&[&high, &low, &[1.0, 3.0, 5.0]], &[2.0], outputs);
        assert!(bulls[0].is_nan() && bears[0].is_nan());
        assert_eq!((bulls[1], bears[1]), (2.0, -1.0));
        assert_eq!(bulls[2] - bears[2], 4.0);
    }
}
