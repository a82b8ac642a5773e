//! DPO: the detrended price oscillator.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The detrended price oscillator: the price half a period ago less the simple moving average.
pub(crate) static DPO: Operation = Operation {
    name: "DPO",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 20.0)],
    outputs: REAL,
    lookback: |parameters| lookback(warm_up::rows(parameters[0])),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "Detrended price oscillator: shorter swings of the price, without the trend that the average shows.",
    formula: "price[n / 2 + 1] − SMA(price, n), n / 2 rounded down",
    source: "common",
    example: "df.dpo = ta::DPO(df, 20);",
};

/// How many candles ago the price is taken.
fn shift(period: usize) -> usize {
    period / 2 + 1
}

/// A period of 2 reaches further back for the price than for the average.
fn lookback(period: usize) -> usize {
    (period - 1).max(shift(period))
}

/// The running sum begins with the window of the first value: TA-Lib's arithmetic, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, lookback(period)) else {
        return;
    };
    let begin = first - (period - 1);
    let mut sum = source[begin..first].iter().fold(0.0, |sum, value| sum + value);
    let ends = source[first..].iter().zip(&source[begin..]);
    let prices = &source[first - shift(period)..];
    for (out, ((newest, oldest), price)) in known.iter_mut().zip(ends.zip(prices)) {
        sum += newest;
        *out = price - sum / period as f64;
        sum -= oldest;
    }
}

#[cfg(test)]
mod tests {
    use super::DPO;

    #[test]
    fn an_older_price_is_held_against_the_average() {
        let source = [f64::NAN, 1.0, 5.0, 3.0, 4.0];
        let mut out = [0.0; 5];
        (DPO.kernel)(&[&source], &[2.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert_eq!(out[3..], [-3.0, 1.5]);
    }
}
