//! rolling.cov.

use super::super::{PAIR, REAL, ROLLING, SOURCE};
use super::{Bounds, WINDOW, lookback};
use crate::indicators::moments::Joint;
use crate::indicators::sliding::Sliding;
use crate::indicators::{Memory, Operation};

/// The covariance of two columns in the window, `ddof = 1`, of the rows where both have a value;
/// NaN of fewer than two.
pub(crate) static COV: Operation = Operation {
    name: "rolling.cov",
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
            joint.xy / (joint.count - 1.0)
        });
    },
    summary: "The covariance of two columns over the last candles.",
    formula: "",
    source: SOURCE,
    example: "df.together = df.close.rolling(50).cov(df.volume);",
};

/// Computes from the joint moments of windows with at least two pairs.
pub(super) fn joints(
    inputs: &[&[f64]],
    bounds: Bounds,
    out: &mut [f64],
    compute: impl Fn(Joint) -> f64,
) {
    let least = bounds.min_periods.max(2) as f64;
    let mut window = Sliding::new(bounds.window, out.len());
    for (out, (x, y)) in out.iter_mut().zip(inputs[0].iter().zip(inputs[1])) {
        let joint = window.push(Joint::of(*x, *y));
        *out = if joint.count >= least { compute(joint) } else { f64::NAN };
    }
}

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
