//! ZLEMA: the zero-lag exponential moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// The zero-lag exponential moving average: of the values, each of which is pushed ahead by its
/// distance from the one `(timeperiod − 1) / 2` rows before. A period of 1 leaves the column as it is.
pub(crate) static ZLEMA: Operation = Operation {
    name: "ZLEMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| {
        let period = warm_up::rows(parameters[0]);
        lag(period) + period - 1
    },
    memory: Memory::Fading(|parameters| parameters[0] / 2.0 + memory::exponential(parameters[0])),
    cost: |_| 2.0,
    kernel,
    summary: "Zero-lag exponential moving average: an EMA of prices that are pushed ahead by their recent change.",
    formula: "EMA(2 · price − price[(n − 1) / 2], n), the lag rounded down",
    source: "John Ehlers and Ric Way, Zero Lag (Well, Almost), Stocks & Commodities, 2010",
    example: "df.zlema = ta::ZLEMA(df, 20);",
};

/// How far an exponential average of `period` is behind.
fn lag(period: usize) -> usize {
    (period - 1) / 2
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let lookback = lag(period) + period - 1;
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, lookback) else { return };
    if period == 1 {
        known.copy_from_slice(&source[first..]);
        return;
    }
    let mut ahead = source[begin + lag(period)..].iter().zip(&source[begin..]).map(push);
    let sum = ahead.by_ref().take(period).fold(0.0, |sum, value| sum + value);
    known[0] = sum / period as f64;
    vectorized(
        #[inline(always)]
        || seed::continue_ema(ahead, seed::weight(period), known),
    );
}

#[inline(always)]
fn push((now, before): (&f64, &f64)) -> f64 {
    2.0 * now - before
}

#[cfg(test)]
mod tests {
    use super::ZLEMA;

    #[test]
    fn prices_are_pushed_ahead_before_they_are_averaged() {
        let mut out = [0.0; 5];
        (ZLEMA.kernel)(&[&[1.0, 2.0, 4.0, 8.0, 8.0]], &[3.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        // Of 3, 6, 12 and 8.
        assert_eq!(out[3..], [7.0, 7.5]);
    }
}
