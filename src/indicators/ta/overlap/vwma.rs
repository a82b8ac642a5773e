//! VWMA: the volume-weighted moving average.

use super::GROUP;
use crate::indicators::ta::{REAL, timeperiod, warm_up};
use crate::indicators::{Input, Memory, Operation};

/// The volume-weighted moving average. Where nothing was traded in the whole window it is not to be
/// used: the quotient of what rounding left of the sums, or NaN. A period of 1 leaves the column as it
/// is.
pub(crate) static VWMA: Operation = Operation {
    name: "VWMA",
    version: 1,
    group: GROUP,
    inputs: &[Input { name: "real", column: "close" }, Input { name: "volume", column: "volume" }],
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.5,
    kernel,
    summary: "Volume-weighted moving average: the more was traded in a candle, the more it weighs.",
    formula: "sum(price · volume, n) / sum(volume, n)",
    source: "common",
    example: "df.vwma = ta::VWMA(df, 20);",
};

/// Two running sums, as TA-Lib adds them up, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (prices, volumes, period) = (inputs[0], inputs[1], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    if period == 1 {
        known.copy_from_slice(&prices[first..]);
        return;
    }
    let count = period as f64;
    let (mut money, mut volume) = (0.0, 0.0);
    let rows = |row: usize| prices[row..].iter().zip(&volumes[row..]);
    for (price, traded) in rows(begin).take(period - 1) {
        money += price * traded;
        volume += traded;
    }
    for (out, (newest, oldest)) in known.iter_mut().zip(rows(first).zip(rows(begin))) {
        money += newest.0 * newest.1;
        volume += newest.1;
        *out = (money / count) / (volume / count);
        money -= oldest.0 * oldest.1;
        volume -= oldest.1;
    }
}

#[cfg(test)]
mod tests {
    use super::VWMA;

    #[test]
    fn prices_weigh_as_much_as_was_traded() {
        let (prices, volumes) = ([1.0, 4.0, 6.0, 8.0, 9.0], [1.0, 3.0, 0.0, 0.0, 2.0]);
        let mut out = [0.0; 5];
        (VWMA.kernel)(&[&prices, &volumes], &[2.0], &mut [&mut out]);
        assert!(out[0].is_nan() && out[3].is_nan());
        assert_eq!((out[1], out[2], out[4]), (3.25, 4.0, 9.0));
    }
}
