//! ER: Kaufman's efficiency ratio.

use super::GROUP;
use crate::indicators::ta::standstill::Standstill;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// Kaufman's efficiency ratio: how far the price came over the window, as a part of the way that it
/// went row by row. 1 where it did not move.
pub(crate) static ER: Operation = Operation {
    name: "ER",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 10.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "Efficiency ratio: how straight the price moved, from 0 (back and forth) to 1 (one way).",
    formula: "|price − price[n]| / sum(|price − price[1]|, n); 1 where nothing moved",
    source: "Perry Kaufman, Smarter Trading, 1995",
    example: "df.er = ta::ER(df, 10);",
};

/// A running sum from which the oldest step is taken before the newest is added, as in TA-Lib; it
/// is 0 again once all steps of a window are.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let (mut way, mut still) = (0.0, Standstill::default());
    for pair in source[begin..=first].windows(2) {
        let step = pair[1] - pair[0];
        way += step.abs();
        still.count(step == 0.0);
    }
    known[0] = efficiency(source[first] - source[begin], way);
    let changes = source[first..].windows(2).zip(source[begin..].windows(2));
    for (out, (newest, oldest)) in known[1..].iter_mut().zip(changes) {
        let step = newest[1] - newest[0];
        way -= (oldest[1] - oldest[0]).abs();
        way += step.abs();
        still.count(step == 0.0);
        if still.fills(period) {
            way = 0.0;
        }
        *out = efficiency(newest[1] - oldest[1], way);
    }
}

/// Rounding may make a change longer than its way; it is 1 then.
fn efficiency(change: f64, way: f64) -> f64 {
    let part = (change / way).abs();
    if way <= 0.0 || way <= change || part > 1.0 { 1.0 } else { part }
}

#[cfg(test)]
mod tests {
    use super::ER;

    #[test]
    fn the_way_counts_both_directions() {
        let source = [1.0, 2.0, 4.0, 3.0, 3.0, 3.0];
        let mut out = [0.0; 6];
        (ER.kernel)(&[&source], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [1.0, 1.0 / 3.0, 1.0, 1.0]);
    }
}
