//! shift: the column some rows later.

use super::{COLUMN, REAL, SERIES, SOURCE, periods, rows};
use crate::indicators::{Memory, Operation};

/// The value `periods` rows ago.
pub(crate) static SHIFT: Operation = Operation {
    name: "shift",
    version: 1,
    group: SERIES,
    inputs: COLUMN,
    parameters: &[periods()],
    outputs: REAL,
    lookback: |parameters| rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, parameters, outputs| {
        compare(inputs[0], rows(parameters[0]), outputs[0], |_, before| before);
    },
    summary: "The value some candles ago.",
    formula: "value[periods]",
    source: SOURCE,
    example: "df.previous = df.close.shift(1);",
};

/// Computes from each value and the one `periods` rows before it; NaN where there is none.
pub(super) fn compare(
    source: &[f64],
    periods: usize,
    out: &mut [f64],
    compute: impl Fn(f64, f64) -> f64,
) {
    let periods = periods.min(source.len());
    let (unknown, known) = out.split_at_mut(periods);
    unknown.fill(f64::NAN);
    for ((out, value), before) in known.iter_mut().zip(&source[periods..]).zip(source) {
        *out = compute(*value, *before);
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn values_come_later() {
        let mut out = [0.0; 3];
        compare(&[1.0, 2.0, 4.0], 2, &mut out, |value, before| value - before);
        assert!(out[0].is_nan() && out[1].is_nan());
        assert_eq!(out[2], 3.0);
        compare(&[1.0, 2.0, 4.0], 9, &mut out, |_, before| before);
        assert!(out.iter().all(|value| value.is_nan()));
    }
}
