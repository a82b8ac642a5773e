//! WMA: the weighted moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation};

/// The weighted moving average: the oldest value of the window weighs 1, the newest `timeperiod`.
pub(crate) static WMA: Operation = Operation {
    name: "WMA",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel,
    summary: "Weighted moving average: the newer a candle, the more it weighs.",
    formula: "sum((n − k) · price[k] for k = 0 … n − 1) / (n · (n + 1) / 2)",
    source: "common",
    example: "df.wma = ta::WMA(df, 30);",
};

/// The plain and the weighted sum run on from row to row, and begin anew from the window every
/// `8 · timeperiod` rows: TA-Lib's arithmetic, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period - 1) else { return };
    let source = &source[begin..];
    let (count, anew) = (period as f64, 8 * period);
    let weights = count * (count + 1.0) / 2.0;
    let weigh = |window: &[f64]| {
        let add = |(plain, ramp, weight): (f64, f64, f64), value: &f64| {
            (plain + value, ramp + value * weight, weight + 1.0)
        };
        let (plain, ramp, _) = window.iter().fold((0.0, 0.0, 1.0), add);
        (plain, ramp)
    };
    let (mut plain, mut ramp) = weigh(&source[..first - begin]);
    let (mut oldest, mut left) = (0.0, anew);
    for (out, window) in known.iter_mut().zip(source.windows(period)) {
        let newest = window[period - 1];
        plain += newest;
        plain -= oldest;
        ramp += newest * count;
        left -= 1;
        if left == 0 {
            left = anew;
            (plain, ramp) = weigh(window);
        }
        oldest = window[0];
        *out = ramp / weights;
        ramp -= plain;
    }
}

#[cfg(test)]
mod tests {
    use super::WMA;

    #[test]
    fn the_newest_value_weighs_most() {
        let mut out = [0.0; 4];
        (WMA.kernel)(&[&[f64::NAN, 1.0, 4.0, 7.0]], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [3.0, 6.0]);
    }
}
