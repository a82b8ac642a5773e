//! expanding: windows that begin at the first row and never let go of a value.

use super::rolling::{Bounds, extreme, sum, var};
use super::{COLUMN, EXPANDING, REAL, SOURCE, min_periods};
use crate::indicators::{Kernel, Memory, Operation, Parameter};

/// The parameters of every expanding method.
const SO_FAR: &[Parameter] = &[min_periods(Some(1.0))];

/// The mean of all values so far.
pub(crate) static MEAN: Operation = expanding(
    "expanding.mean",
    |_| 5.0,
    |inputs, parameters, outputs| {
        sum::mean(inputs[0], Bounds::expanding(parameters), outputs[0]);
    },
    "The mean of all values so far.",
    "sum of all values so far / their number",
    "df.usual = df.volume.expanding().mean();",
);

/// The sum of all values so far.
pub(crate) static SUM: Operation = expanding(
    "expanding.sum",
    |_| 5.0,
    |inputs, parameters, outputs| sum::sum(inputs[0], Bounds::expanding(parameters), outputs[0]),
    "The sum of all values so far.",
    "sum[1] + value",
    "df.total = df.volume.expanding().sum();",
);

/// The smallest value so far; unlike `cummin` it has a value on the rows of missing ones.
pub(crate) static MIN: Operation = expanding(
    "expanding.min",
    |_| 2.0,
    |inputs, parameters, outputs| {
        extreme::lowest(inputs[0], Bounds::expanding(parameters), outputs[0]);
    },
    "The smallest value so far.",
    "min(smallest[1], value)",
    "df.bottom = df.low.expanding().min();",
);

/// The largest value so far; unlike `cummax` it has a value on the rows of missing ones.
pub(crate) static MAX: Operation = expanding(
    "expanding.max",
    |_| 2.0,
    |inputs, parameters, outputs| {
        extreme::highest(inputs[0], Bounds::expanding(parameters), outputs[0]);
    },
    "The largest value so far.",
    "max(largest[1], value)",
    "df.peak = df.high.expanding().max();",
);

/// The standard deviation of all values so far, `ddof = 1`.
pub(crate) static STD: Operation = Operation {
    version: 2,
    ..expanding(
        "expanding.std",
        |_| 8.0,
        |inputs, parameters, outputs| {
            var::deviation(inputs[0], Bounds::expanding(parameters), outputs[0]);
        },
        "The standard deviation of all values so far.",
        "√(Σ(value − mean)² / (count − 1))",
        "df.spread = df.close.expanding().std();",
    )
};

const fn expanding(
    name: &'static str,
    cost: fn(&[f64]) -> f64,
    kernel: Kernel,
    summary: &'static str,
    formula: &'static str,
    example: &'static str,
) -> Operation {
    Operation {
        name,
        version: 1,
        group: EXPANDING,
        inputs: COLUMN,
        parameters: SO_FAR,
        outputs: REAL,
        lookback: |_| 0,
        memory: Memory::Endless,
        cost,
        kernel,
        summary,
        formula,
        source: SOURCE,
        example,
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX, MEAN};

    #[test]
    fn nothing_leaves_the_window() {
        let source = [4.0, 2.0, f64::NAN, 0.0];
        let mut out = [0.0; 4];
        (MEAN.kernel)(&[&source], &[2.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [3.0, 3.0, 2.0]);
        (MAX.kernel)(&[&source], &[1.0], &mut [&mut out]);
        assert_eq!(out, [4.0; 4]);
    }
}
