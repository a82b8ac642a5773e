//! `bars_since`: how long ago a condition held.

use super::{COLUMN, REAL, SERIES};
use crate::indicators::{Memory, Operation};

/// Rows since the column was last neither 0 nor NaN, 0 on such a row itself; NaN before the first.
pub(crate) static BARS_SINCE: Operation = Operation {
    name: "bars_since",
    version: 1,
    group: SERIES,
    inputs: COLUMN,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        let mut since = f64::NAN;
        for (out, value) in outputs[0].iter_mut().zip(inputs[0]) {
            let held = *value != 0.0 && !value.is_nan();
            since = if held { 0.0 } else { since + 1.0 };
            *out = since;
        }
    },
    summary: "Candles since a condition last held.",
    formula: "0 where the condition holds, else since[1] + 1",
    source: "common",
    example: "df.since = bars_since(df.close > df.high.shift(1));",
};

#[cfg(test)]
mod tests {
    use super::BARS_SINCE;

    #[test]
    fn rows_are_counted_from_the_last_hit() {
        let mut out = [0.0; 6];
        let source = [0.0, 1.0, 0.0, f64::NAN, 1.0, 1.0];
        (BARS_SINCE.kernel)(&[&source], &[], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [0.0, 1.0, 2.0, 0.0, 0.0]);
    }
}
