//! TSI: the true strength index.

use super::GROUP;
use super::exponential::Exponential;
use crate::indicators::ta::{PRICE, REAL, period, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// The true strength index: the changes from row to row, averaged twice, against their sizes,
/// averaged twice, percent; 0 where nothing has moved.
pub(crate) static TSI: Operation = Operation {
    name: "TSI",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[period("firstperiod", 2.0, 25.0), period("secondperiod", 2.0, 13.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) + warm_up::rows(parameters[1]) - 1,
    memory: Memory::Fading(|parameters| {
        memory::exponential(parameters[0]) + memory::exponential(parameters[1])
    }),
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        let periods = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
        vectorized(
            #[inline(always)]
            || kernel(inputs[0], periods, outputs[0]),
        );
    },
    summary: "True strength index: how one-sided the smoothed movement is, −100 to 100.",
    formula: "100 · EMA(EMA(change, firstperiod), secondperiod) / EMA(EMA(|change|, firstperiod), secondperiod) with change = price − price[1]; 0 where nothing has moved yet",
    source: "William Blau, Stocks & Commodities, 1991",
    example: "df.tsi = ta::TSI(df, 25, 13);",
};

#[inline(always)]
fn kernel(source: &[f64], (first_period, second_period): (usize, usize), out: &mut [f64]) {
    let begin = warm_up::first_row(&[source]);
    let lookback = first_period + second_period - 1;
    let Some((first, known)) = warm_up::split_off(out, begin, lookback) else { return };
    let [mut change_once, mut size_once] = [Exponential::new(first_period); 2];
    let [mut change_twice, mut size_twice] = [Exponential::new(second_period); 2];
    for pair in source[begin..=first].windows(2) {
        let change = pair[1] - pair[0];
        let changes = change_once.warm(change).and_then(|once| change_twice.warm(once));
        let sizes = size_once.warm(change.abs()).and_then(|once| size_twice.warm(once));
        if let (Some(changes), Some(sizes)) = (changes, sizes) {
            known[0] = strength(changes, sizes);
        }
    }
    for (out, pair) in known[1..].iter_mut().zip(source[first..].windows(2)) {
        let change = pair[1] - pair[0];
        let changes = change_twice.next(change_once.next(change));
        let sizes = size_twice.next(size_once.next(change.abs()));
        *out = strength(changes, sizes);
    }
}

/// The changes against their sizes, percent.
#[inline(always)]
fn strength(changes: f64, sizes: f64) -> f64 {
    if sizes > 0.0 { 100.0 * changes / sizes } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::TSI;

    fn tsi(source: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; source.len()];
        (TSI.kernel)(&[source], &[2.0, 2.0], &mut [&mut out]);
        out
    }

    #[test]
    fn one_way_is_100_and_no_movement_0() {
        assert!(tsi(&[1.0, 2.0, 3.0, 4.0])[..3].iter().all(|value| value.is_nan()));
        assert_eq!(tsi(&[1.0, 2.0, 3.0, 4.0])[3], 100.0);
        assert_eq!(tsi(&[9.0, 6.0, 5.0, 3.0])[3], -100.0);
        assert_eq!(tsi(&[5.0; 6])[3..], [0.0; 3]);
    }
}
