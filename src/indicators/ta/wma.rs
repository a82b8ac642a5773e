//! WMA: the weighted moving average.

use super::{OVERLAP, PRICE, REAL, seed, timeperiod};
use crate::indicators::Operation;
use crate::indicators::sliding::{Fold, Sliding};

/// The weighted moving average: the oldest value of the window weighs 1, the newest `timeperiod`.
pub(crate) static WMA: Operation = Operation {
    name: "WMA",
    version: 1,
    group: OVERLAP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    kernel,
    summary: "Weighted moving average: the newer a candle, the more it weighs.",
    example: "df.wma = ta::WMA(df, 30);",
};

/// Values in a row: how many, their sum, and their sum weighted 1, 2, 3, ….
#[derive(Clone, Copy)]
struct Weighted {
    count: f64,
    sum: f64,
    ramp: f64,
}

impl Fold for Weighted {
    const EMPTY: Self = Self { count: 0.0, sum: 0.0, ramp: 0.0 };

    fn join(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            sum: self.sum + other.sum,
            ramp: self.ramp + (other.ramp + self.count * other.sum),
        }
    }
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period - 1) else { return };
    let mut window = Sliding::new(period, source.len() - begin);
    let mut next = |value: f64| window.push(Weighted { count: 1.0, sum: value, ramp: value }).ramp;
    source[begin..first].iter().for_each(|value| {
        next(*value);
    });
    let weights = period as f64 * (period as f64 + 1.0) / 2.0;
    for (out, value) in known.iter_mut().zip(&source[first..]) {
        *out = next(*value) / weights;
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
