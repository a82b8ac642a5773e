//! cumsum, cumprod, cummax, cummin: everything up to a row, in one number.

use super::{COLUMN, REAL, SERIES, SOURCE};
use crate::indicators::{Kernel, Memory, Operation};

/// The sum of all values so far.
pub(crate) static CUMSUM: Operation = cumulative(
    "cumsum",
    |inputs, _, outputs| accumulate(inputs[0], outputs[0], |sum, value| sum + value),
    "The sum of all values so far.",
    "sum[1] + value",
    "df.total = df.volume.cumsum();",
);

/// The product of all values so far.
pub(crate) static CUMPROD: Operation = cumulative(
    "cumprod",
    |inputs, _, outputs| accumulate(inputs[0], outputs[0], |product, value| product * value),
    "The product of all values so far.",
    "product[1] · value",
    "df.growth = (df.close.pct_change(1) + 1).cumprod();",
);

/// The largest value so far.
pub(crate) static CUMMAX: Operation = cumulative(
    "cummax",
    |inputs, _, outputs| accumulate(inputs[0], outputs[0], f64::max),
    "The largest value so far.",
    "max(largest[1], value)",
    "df.peak = df.high.cummax();",
);

/// The smallest value so far.
pub(crate) static CUMMIN: Operation = cumulative(
    "cummin",
    |inputs, _, outputs| accumulate(inputs[0], outputs[0], f64::min),
    "The smallest value so far.",
    "min(smallest[1], value)",
    "df.bottom = df.low.cummin();",
);

const fn cumulative(
    name: &'static str,
    kernel: Kernel,
    summary: &'static str,
    formula: &'static str,
    example: &'static str,
) -> Operation {
    Operation {
        name,
        version: 1,
        group: SERIES,
        inputs: COLUMN,
        parameters: &[],
        outputs: REAL,
        lookback: |_| 0,
        memory: Memory::Endless,
        cost: |_| 1.0,
        kernel,
        summary,
        formula,
        source: SOURCE,
        example,
    }
}

/// Joins value after value. A missing one is left out, and its row is NaN.
fn accumulate(source: &[f64], out: &mut [f64], join: impl Fn(f64, f64) -> f64) {
    let mut total = None;
    for (out, value) in out.iter_mut().zip(source) {
        *out = f64::NAN;
        if !value.is_nan() {
            *out = total.map_or(*value, |total| join(total, *value));
            total = Some(*out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::accumulate;

    #[test]
    fn missing_values_are_left_out() {
        let mut out = [0.0; 4];
        accumulate(&[f64::NAN, 1.0, f64::NAN, 2.0], &mut out, |sum, value| sum + value);
        assert!(out[0].is_nan() && out[2].is_nan());
        assert_eq!((out[1], out[3]), (1.0, 3.0));
    }
}
