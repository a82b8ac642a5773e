//! MIDPRICE: the middle of the highest high and the lowest low.

use super::GROUP;
use crate::indicators::ta::extremes::{self, Search};
use crate::indicators::ta::{HIGH_LOW, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The mean of the highest high and the lowest low of the window.
pub(crate) static MIDPRICE: Operation = Operation {
    name: "MIDPRICE",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 1.5,
    kernel: |inputs, parameters, outputs| {
        middle(inputs, warm_up::rows(parameters[0]), outputs[0]);
    },
    summary: "The middle between the highest high and the lowest low of the last candles.",
    formula: "(max(high, n) + min(low, n)) / 2",
    source: "TA-Lib",
    example: "df.middle = ta::MIDPRICE(df, 14);",
};

/// Writes the middle between the highest value of one column and the lowest of another.
pub(super) fn middle(inputs: &[&[f64]], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(out, begin, period - 1) else { return };
    let columns = [&inputs[0][begin..], &inputs[1][begin..]];
    extremes::ranges(columns, period, Search::Blocks, |first, highest, lowest| {
        let range = highest.iter().zip(lowest);
        for (out, (highest, lowest)) in known[first..].iter_mut().zip(range) {
            *out = (highest + lowest) / 2.0;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::MIDPRICE;

    #[test]
    fn the_middle_lies_between_the_extremes() {
        let (high, low) = ([f64::NAN, 3.0, 4.0, 9.0], [1.0, 1.0, 2.0, 5.0]);
        let mut out = [0.0; 4];
        (MIDPRICE.kernel)(&[&high, &low], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [2.5, 5.5]);
    }
}
