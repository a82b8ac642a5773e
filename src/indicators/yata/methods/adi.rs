//! `ADI`: accumulation and distribution.

use yata::core::Method;
use yata::methods::ADI as Adi;

use super::{GROUP, length, window};
use crate::indicators::yata::rows::walk;
use crate::indicators::yata::{CLOSE, HIGH, LOW, MOST_ROWS, REAL, VOLUME, rows};
use crate::indicators::{Memory, Operation, Parameter};

/// The volume that was accumulated less what was distributed, by where closes lie in their ranges.
///
/// Over `length` candles, or over all since the first one with 0.
pub(super) static ADI: Operation = Operation {
    name: "ADI",
    version: 1,
    group: GROUP,
    inputs: &[HIGH, LOW, CLOSE, VOLUME],
    parameters: &[Parameter { default: Some(0.0), ..length(0, MOST_ROWS) }],
    outputs: REAL,
    lookback: window,
    memory: Memory::Endless,
    cost: |_| 5.0,
    kernel,
    summary: "Accumulation and distribution: volume by where closes lie in their candles.",
    formula: "adi = sum(((close − low) − (high − close)) / (high − low) · volume, n), or of all candles where n is 0",
    source: "Marc Chaikin",
    example: "df.adi = yata::ADI(df, 20);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let &[high, low, close, volume] = inputs else { return };
    // The open is not read.
    let candle = [close, high, low, close, volume];
    let begin = |row: &[f64; 5]| Adi::new(rows(parameters[0]), row);
    let next = |adi: &mut Adi, row: &[f64; 5]| [adi.next(row)];
    walk(candle, window(parameters), outputs, begin, next);
}

#[cfg(test)]
mod tests {
    use super::ADI;

    #[test]
    fn closes_at_the_high_accumulate_and_closes_at_the_low_distribute() {
        let (high, low, close, volume) = ([3.0; 4], [1.0; 4], [3.0, 1.0, 2.5, 3.0], [8.0; 4]);
        let adi = |length: f64| {
            let mut out = [0.0; 4];
            (ADI.kernel)(&[&high, &low, &close, &volume], &[length], &mut [&mut out]);
            out
        };
        assert_eq!(adi(0.0), [8.0, 0.0, 4.0, 12.0]);
        assert!(adi(2.0)[0].is_nan());
        assert_eq!(adi(2.0)[1..], [0.0, -4.0, 12.0]);
    }
}
