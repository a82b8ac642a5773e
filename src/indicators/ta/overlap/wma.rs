//! WMA: the weighted moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};
use std::array;

/// The weighted moving average: the oldest value of the window weighs 1, the newest `timeperiod`.
pub(crate) static WMA: Operation = Operation {
    name: "WMA",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "Weighted moving average: the newer a candle, the more it weighs.",
    formula: "sum((n − k) · price[k] for k = 0 … n − 1) / (n · (n + 1) / 2)",
    source: "common",
    example: "df.wma = ta::WMA(df, 30);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let begin = warm_up::first_row(inputs);
    outputs[0][..begin].fill(f64::NAN);
    wma(&inputs[0][begin..], warm_up::rows(parameters[0]), &mut outputs[0][begin..]);
}

/// The weighted average of a column whose first value counts, be it NaN.
pub(in crate::indicators::ta) fn wma(source: &[f64], period: usize, out: &mut [f64]) {
    let Some((first, known)) = warm_up::split_off(out, 0, period - 1) else { return };
    let mut sums = [Weighted::new(&source[..first])];
    averages(&mut sums, source, first, known, |out, [average]| *out = average);
}

/// The sums behind a weighted average.
///
/// The plain and the weighted sum run on from row to row, and begin anew from the window every
/// `8 · period` rows: TA-Lib's arithmetic, to the bit. The average of one value is the value: there they
/// begin anew with each.
#[derive(Clone, Copy)]
pub(in crate::indicators::ta) struct Weighted {
    plain: f64,
    ramp: f64,
    oldest: f64,
    count: f64,
    weights: f64,
    period: usize,
    /// How many rows it takes until they begin anew, that one included.
    left: usize,
}

impl Weighted {
    /// From the values of the first window but the newest.
    pub(in crate::indicators::ta) fn new(values: &[f64]) -> Self {
        let (plain, ramp) = weigh(values);
        let period = values.len() + 1;
        let count = period as f64;
        let weights = count * (count + 1.0) / 2.0;
        Self { plain, ramp, oldest: 0.0, count, weights, period, left: distance(period) }
    }

    /// The average of the window that ends one row later.
    #[inline(always)]
    fn next(&mut self, newest: f64, oldest: f64) -> f64 {
        self.plain += newest;
        self.plain -= self.oldest;
        self.ramp += newest * self.count;
        self.average(oldest)
    }

    #[inline(always)]
    fn average(&mut self, oldest: f64) -> f64 {
        self.oldest = oldest;
        let average = self.ramp / self.weights;
        self.ramp -= self.plain;
        average
    }

    /// The same, of a window that may be the one to begin anew from.
    pub(in crate::indicators::ta) fn next_of(&mut self, window: &[f64]) -> f64 {
        self.left -= 1;
        if self.left > 0 {
            return self.next(window[window.len() - 1], window[0]);
        }
        self.left = distance(self.period);
        (self.plain, self.ramp) = weigh(window);
        self.average(window[0])
    }
}

/// Every how many rows the sums of a period begin anew.
fn distance(period: usize) -> usize {
    if period == 1 { 1 } else { 8 * period }
}

/// The averages of windows that end on the same rows: `write` gets those of each row from `first` on,
/// with the place in `out` that is theirs.
#[inline(always)]
pub(super) fn averages<const N: usize>(
    sums: &mut [Weighted; N],
    source: &[f64],
    first: usize,
    out: &mut [f64],
    mut write: impl FnMut(&mut f64, [f64; N]),
) {
    let mut done = 0;
    while done < out.len() {
        // Nothing begins anew for so many rows; meanwhile the sums stay in registers.
        let calm = sums.iter().map(|sums| sums.left - 1).fold(out.len() - done, usize::min);
        let row = first + done;
        let oldest = sums.map(|sums| &source[row + 1 - sums.period..][..calm]);
        let outs = out[done..done + calm].iter_mut();
        let mut held = *sums;
        for (at, (out, newest)) in outs.zip(&source[row..row + calm]).enumerate() {
            write(out, array::from_fn(|of| held[of].next(*newest, oldest[of][at])));
        }
        *sums = held.map(|sums| Weighted { left: sums.left - calm, ..sums });
        done += calm;
        if let Some(out) = out.get_mut(done) {
            let window = |period| &source[row + calm + 1 - period..=row + calm];
            write(out, array::from_fn(|of| sums[of].next_of(window(sums[of].period))));
            done += 1;
        }
    }
}

/// The plain sum, and the sum in which the first value counts once, the second twice, and so on.
fn weigh(values: &[f64]) -> (f64, f64) {
    let add = |(plain, ramp, weight): (f64, f64, f64), value: &f64| {
        (plain + value, ramp + value * weight, weight + 1.0)
    };
    let (plain, ramp, _) = values.iter().fold((0.0, 0.0, 1.0), add);
    (plain, ramp)
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
