//! SAR: Wilder's parabolic stop and reverse.

use super::GROUP;
use super::parabolic::{Pace, Rules, stops};
use crate::indicators::ta::{HIGH_LOW, REAL, real};
use crate::indicators::{Memory, Operation, Parameter};

/// Wilder's parabolic stop and reverse: a stop that follows prices the faster, the more new extremes
/// they reach, and changes sides where they reach it.
///
/// It begins short if the second candle's low is lower by more than its high is higher, and long
/// otherwise, at the first candle's far end.
pub(crate) static SAR: Operation = Operation {
    name: "SAR",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[
        Parameter { low: 0.0, ..real("acceleration", 0.02) },
        Parameter { low: 0.0, ..real("maximum", 0.2) },
    ],
    outputs: REAL,
    lookback: |_| 1,
    memory: Memory::Endless,
    cost: |_| 5.0,
    kernel,
    summary: "Parabolic stop and reverse: a stop that closes in on prices while they trend.",
    formula: "sar = sar[1] + af · (ep − sar[1]), never within the last two candles; ep is the extreme price since the last turn; af begins at acceleration and grows by it with each new ep, up to maximum",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.sar = ta::SAR(df, 0.02, 0.2);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let pace = Pace::new(parameters[0], parameters[0], parameters[1]);
    let rules = Rules { long: pace, short: pace, start: 0.0, offset: 0.0 };
    stops(
        inputs,
        &rules,
        outputs[0],
        #[inline(always)]
        |stop, long| if long { stop } else { -stop },
    );
}

#[cfg(test)]
mod tests {
    use super::SAR;

    #[test]
    fn the_stop_closes_in_and_changes_sides() {
        let (high, low) = ([2.0, 4.0, 6.0, 6.0, 3.0, 3.0], [1.0, 3.0, 5.0, 5.0, 1.0, 2.0]);
        let mut out = [0.0; 6];
        (SAR.kernel)(&[&high, &low], &[0.5, 1.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        // Half the way to 4, the whole to 6 but for the lows, and a short position from 6 on.
        assert_eq!(out[1..], [1.0, 2.5, 3.0, 6.0, 6.0]);
    }
}
