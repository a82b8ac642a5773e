//! SAREXT: the parabolic stop and reverse with rules of its own for each side.

use super::GROUP;
use super::parabolic::{Pace, Rules, stops};
use crate::indicators::ta::{HIGH_LOW, REAL, real};
use crate::indicators::{Memory, Operation, Parameter};

/// The parabolic stop and reverse with rules of its own for each side: below 0 while it is short.
///
/// `startvalue` sets where it begins, long above 0 and short below; at 0 it begins as SAR does.
/// `offsetonreverse` moves the stop away from prices where it changes sides, by that part of itself.
pub(crate) static SAREXT: Operation = Operation {
    name: "SAREXT",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[
        real("startvalue", 0.0),
        not_negative("offsetonreverse", 0.0),
        not_negative("accelerationinitlong", 0.02),
        not_negative("accelerationlong", 0.02),
        not_negative("accelerationmaxlong", 0.2),
        not_negative("accelerationinitshort", 0.02),
        not_negative("accelerationshort", 0.02),
        not_negative("accelerationmaxshort", 0.2),
    ],
    outputs: REAL,
    lookback: |_| 1,
    memory: Memory::Endless,
    cost: |_| 5.0,
    kernel,
    summary: "Parabolic stop and reverse with separate rules for long and short; below 0 while short.",
    formula: "as SAR, with accelerationinit, acceleration and accelerationmax of the side that is open; −sar while short",
    source: "TA-Lib, after J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.sar = ta::SAREXT(df, 0.0, 0.0, 0.02, 0.02, 0.2, 0.01, 0.01, 0.1);",
};

const fn not_negative(name: &'static str, default: f64) -> Parameter {
    Parameter { low: 0.0, ..real(name, default) }
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let rules = Rules {
        long: Pace::new(parameters[2], parameters[3], parameters[4]),
        short: Pace::new(parameters[5], parameters[6], parameters[7]),
        start: parameters[0],
        offset: parameters[1],
    };
    stops(
        inputs,
        &rules,
        outputs[0],
        #[inline(always)]
        |stop, _| stop,
    );
}

#[cfg(test)]
mod tests {
    use super::SAREXT;

    #[test]
    fn a_short_stop_is_below_0_and_set_off() {
        let (high, low) = ([5.0, 6.0, 8.0, 9.0, 4.0, 3.0], [3.0, 4.0, 6.0, 7.0, 2.0, 1.0]);
        let mut out = [0.0; 6];
        let parameters = [0.0, 0.5, 0.1, 0.1, 0.2, 0.1, 0.1, 0.2];
        (SAREXT.kernel)(&[&high, &low], &parameters, &mut [&mut out]);
        assert!(out[0].is_nan());
        // From the first low a tenth of the way to the high of 6, then no further than the low of 4; the
        // low of 2 turns it at 9, half as far again, and from there it goes a tenth of the way to 2.
        for (stop, expected) in out[1..].iter().zip([3.0, 3.3, 4.0, -13.5, -12.35]) {
            assert!((stop - expected).abs() < 1e-12, "{stop} {expected}");
        }
    }
}
