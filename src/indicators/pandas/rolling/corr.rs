//! rolling.corr.

use super::super::{PAIR, REAL, ROLLING, SOURCE};
use super::cov::joints;
use super::{Bounds, WINDOW, lookback};
use crate::indicators::{Memory, Operation};

/// Pearson's correlation of two columns in the window, of the rows where both have a value; NaN
/// of fewer than two and where a column is flat.
pub(crate) static CORR: Operation = Operation {
    name: "rolling.corr",
    version: 1,
    group: ROLLING,
    inputs: PAIR,
    parameters: WINDOW,
    outputs: REAL,
    lookback,
    memory: Memory::Window,
    cost: |_| 40.0,
    kernel: |inputs, parameters, outputs| {
        joints(inputs, Bounds::rolling(parameters), outputs[0], |joint| {
            joint.xy / (joint.xx.sqrt() * joint.yy.sqrt())
        });
    },
    summary: "How two columns move together over the last candles, -1 to 1.",
    formula: "",
    source: SOURCE,
    example: "df.together = df.close.rolling(50).corr(df.volume);",
};

#[cfg(test)]
mod tests {
    use super::CORR;

    #[test]
    fn the_direction_gives_the_sign_and_a_flat_column_none() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0], [5.0, 1.0, 1.0, 2.0]);
        let mut out = [0.0; 4];
        (CORR.kernel)(&[&x, &y], &[2.0, 2.0], &mut [&mut out]);
        assert!(out[0].is_nan() && out[2].is_nan());
        assert!((out[1] + 1.0).abs() < 1e-15 && (out[3] - 1.0).abs() < 1e-15);
    }
}
