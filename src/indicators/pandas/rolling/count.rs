//! rolling.count.

use super::{Bounds, rolling};
use crate::indicators::Operation;

/// How many values in the window are not NaN. Here `min_periods` counts rows, missing or not, and
/// an infinite value is one.
pub(crate) static COUNT: Operation = rolling(
    "rolling.count",
    |_| 2.0,
    |inputs, parameters, outputs| count(inputs[0], Bounds::rolling(parameters), outputs[0]),
    "How many of the last candles have a value.",
    "rows of the window where the value is not NaN",
    "df.known = ta::RSI(df, 14).rolling(20).count();",
);

fn count(source: &[f64], bounds: Bounds, out: &mut [f64]) {
    let mut count = 0;
    for (row, (out, value)) in out.iter_mut().zip(source).enumerate() {
        if let Some(gone) = row.checked_sub(bounds.window) {
            count -= u32::from(!source[gone].is_nan());
        }
        count += u32::from(!value.is_nan());
        let rows = bounds.window.min(row + 1);
        *out = if rows >= bounds.min_periods { f64::from(count) } else { f64::NAN };
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, count};

    #[test]
    fn rows_without_a_value_do_not_count() {
        let mut out = [0.0; 4];
        let source = [1.0, f64::NAN, f64::NAN, 2.0];
        count(&source, Bounds { window: 2, min_periods: 2 }, &mut out);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [1.0, 0.0, 1.0]);
    }
}
