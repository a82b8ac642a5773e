//! rolling.cov.

use super::super::{PAIR, REAL, ROLLING, SOURCE};
use super::anchored::sums;
use super::{Bounds, WINDOW, lookback};
use crate::indicators::{Memory, Operation};

/// The covariance of two columns in the window, `ddof = 1`, of the rows where both have a value;
/// NaN of fewer than two.
pub(crate) static COV: Operation = Operation {
    name: "rolling.cov",
    version: 2,
    group: ROLLING,
    inputs: PAIR,
    parameters: WINDOW,
    outputs: REAL,
    lookback,
    memory: Memory::Window,
    cost: |_| 8.0,
    kernel: |inputs, parameters, outputs| {
        let bounds = Bounds::rolling(parameters).at_least(2);
        let terms = |[x, y]: [f64; 2]| [1.0, x, y, x * y];
        let least = bounds.min_periods as f64;
        sums([inputs[0], inputs[1]], bounds.window, outputs[0], terms, |[count, x, y, xy]| {
            if count >= least { (xy - x / count * y) / (count - 1.0) } else { f64::NAN }
        });
    },
    summary: "The covariance of two columns over the last candles.",
    formula: "Σ dx · dy / (count − 1) with d = value − mean",
    source: SOURCE,
    example: "df.together = df.close.rolling(50).cov(df.volume);",
};

#[cfg(test)]
mod tests {
    use super::COV;

    #[test]
    fn rows_with_one_value_do_not_count() {
        let (x, y) = ([1.0, 2.0, 3.0, f64::NAN], [2.0, f64::NAN, 6.0, 1.0]);
        let mut out = [0.0; 4];
        (COV.kernel)(&[&x, &y], &[3.0, 2.0], &mut [&mut out]);
        assert!([out[0], out[1], out[3]].iter().all(|value| value.is_nan()));
        assert_eq!(out[2], 4.0);
    }
}
