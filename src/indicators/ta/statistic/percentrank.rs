//! PERCENTRANK: how much of the window lies below the newest value.

use super::GROUP;
use crate::indicators::ordered::Ordered;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// How many of the `timeperiod` values before the newest are smaller than it, in percent.
pub(crate) static PERCENTRANK: Operation = Operation {
    name: "PERCENTRANK",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 100.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |parameters| parameters[0].min(FEW as f64) / 10.0,
    kernel,
    summary: "Percent rank: how many of the last candles were below the price, in percent.",
    formula: "100 · count(price[k] < price for k = 1 … n) / n",
    source: "common",
    example: "df.rank = ta::PERCENTRANK(df, 100);",
};

/// So many values are compared one by one faster than they are kept in order.
const FEW: usize = 1_024;

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let source = &inputs[0][begin..];
    if period <= FEW {
        vectorized(
            #[inline(always)]
            || compare(source, period, known),
        );
    } else {
        keep_in_order(source, period, known);
    }
}

#[inline(always)]
fn compare(source: &[f64], period: usize, out: &mut [f64]) {
    for (out, window) in out.iter_mut().zip(source.windows(period + 1)) {
        let (before, newest) = (&window[..period], window[period]);
        let below: u64 = before.iter().map(|value| u64::from(*value < newest)).sum();
        *out = share(below as usize, period);
    }
}

/// A value that is missing is below none, and none is below it.
fn keep_in_order(source: &[f64], period: usize, out: &mut [f64]) {
    let mut window = Ordered::new();
    let known = |value: &&f64| !value.is_nan();
    for value in source[..period].iter().filter(known) {
        window.insert(*value);
    }
    for (out, (oldest, newest)) in out.iter_mut().zip(source.iter().zip(&source[period..])) {
        let below = if newest.is_nan() { 0 } else { window.below(*newest) };
        *out = share(below, period);
        match (known(&oldest), known(&newest)) {
            (true, true) => window.replace(*oldest, *newest),
            (true, false) => window.remove(*oldest),
            (false, true) => window.insert(*newest),
            (false, false) => {}
        }
    }
}

fn share(below: usize, period: usize) -> f64 {
    below as f64 / period as f64 * 100.0
}

#[cfg(test)]
mod tests {
    use super::{compare, keep_in_order};

    #[test]
    fn both_ways_count_what_is_smaller() {
        let source = [3.0, 1.0, 2.0, 2.0, f64::NAN, 5.0, 1.5];
        let (mut one, mut other) = ([f64::MAX; 5], [f64::MAX; 5]);
        compare(&source, 2, &mut one);
        keep_in_order(&source, 2, &mut other);
        assert_eq!(one, [50.0, 50.0, 0.0, 50.0, 0.0]);
        assert_eq!(other, one);
    }
}
