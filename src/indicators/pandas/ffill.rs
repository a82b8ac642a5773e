//! ffill: gaps filled with the last value.

use super::{COLUMN, REAL, SERIES, SOURCE};
use crate::indicators::{Memory, Operation};

/// The last value that is not NaN; NaN before the first.
pub(crate) static FFILL: Operation = Operation {
    name: "ffill",
    version: 1,
    group: SERIES,
    inputs: COLUMN,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        let mut last = f64::NAN;
        for (out, value) in outputs[0].iter_mut().zip(inputs[0]) {
            if !value.is_nan() {
                last = *value;
            }
            *out = last;
        }
    },
    summary: "The last value that was not missing.",
    formula: "value, or filled[1] where it is missing",
    source: SOURCE,
    example: "df.loc(df.close > df.open, \"level\", df.close); df.filled = df.level.ffill();",
};

#[cfg(test)]
mod tests {
    use super::FFILL;

    #[test]
    fn gaps_take_the_value_before() {
        let mut out = [0.0; 4];
        let source = [f64::NAN, 1.0, f64::NAN, 2.0];
        (FFILL.kernel)(&[&source], &[], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [1.0, 1.0, 2.0]);
    }
}
