//! RMA: Wilder's moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// Wilder's moving average: the last average and the new value, weighted `timeperiod − 1` to 1,
/// beginning with the plain mean of the first window.
pub(crate) static RMA: Operation = Operation {
    name: "RMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 1.0,
    kernel,
    summary: "Wilder's moving average: an exponential average that forgets half as fast as an EMA.",
    formula: "rma = (rma[1] · (n − 1) + price) / n, from the mean of the first n prices",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.rma = ta::RMA(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    known[0] = seed::mean(&source[begin..=first]);
    vectorized(
        #[inline(always)]
        || seed::continue_wilder(source[first + 1..].iter().copied(), period, known),
    );
}

#[cfg(test)]
mod tests {
    use super::RMA;

    #[test]
    fn a_value_weighs_one_part_of_the_period() {
        let mut out = [0.0; 4];
        (RMA.kernel)(&[&[f64::NAN, 1.0, 3.0, 6.0]], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [2.0, 4.0]);
    }
}
