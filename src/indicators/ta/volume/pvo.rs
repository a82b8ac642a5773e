//! PVO: the percentage volume oscillator.

use super::{GROUP, VOLUME};
use crate::indicators::ta::{REAL, average, period, seed};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The percentage volume oscillator: by how many per cent the volume's faster average lies above its
/// slower one, whichever parameter names which; 0 where the slower one is 0.
pub(crate) static PVO: Operation = Operation {
    name: "PVO",
    version: 1,
    group: GROUP,
    inputs: VOLUME,
    parameters: &[
        period("fastperiod", 2.0, 12.0),
        period("slowperiod", 2.0, 26.0),
        average::matype("matype", 1.0),
    ],
    outputs: REAL,
    lookback: |parameters| average::lookback(kind(parameters), periods(parameters).1),
    memory: Memory::Fading(|parameters| {
        average::memory(kind(parameters), parameters[0].max(parameters[1]))
    }),
    cost: |_| 6.0,
    kernel,
    summary: "Percentage volume oscillator: whether volume grows against its slower average.",
    formula: "100 · (MA(volume, fastperiod) − MA(volume, slowperiod)) / MA(volume, slowperiod)",
    source: "common",
    example: "df.pvo = ta::PVO(df, 12, 26, 1);",
};

/// What counts as no volume at all.
const ZERO: f64 = 1e-14;

/// The kind of both averages; 11, the function's own default, is EMA.
fn kind(parameters: &[f64]) -> f64 {
    if parameters[2] == 11.0 { 1.0 } else { parameters[2] }
}

/// The faster and the slower period.
fn periods(parameters: &[f64]) -> (usize, usize) {
    let (one, other) = (seed::rows(parameters[0]), seed::rows(parameters[1]));
    (one.min(other), one.max(other))
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (volume, out) = (inputs[0], &mut *outputs[0]);
    let (fast, slow) = periods(parameters);
    let mut faster = vec![0.0; volume.len()];
    average::compute(kind(parameters), volume, fast, &mut faster);
    average::compute(kind(parameters), volume, slow, out);
    vectorized(
        #[inline(always)]
        || {
            for (out, fast) in out.iter_mut().zip(&faster) {
                let slow = *out;
                *out = if slow.abs() < ZERO { 0.0 } else { (fast - slow) / slow * 100.0 };
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::PVO;

    #[test]
    fn the_shorter_average_is_the_faster_one() {
        for periods in [[2.0, 3.0], [3.0, 2.0]] {
            let mut out = [0.0; 5];
            let parameters = [periods[0], periods[1], 0.0];
            (PVO.kernel)(&[&[2.0, 4.0, 6.0, 2.0, 4.0]], &parameters, &mut [&mut out]);
            assert!(out[..2].iter().all(|value| value.is_nan()));
            assert_eq!(out[2..], [25.0, 0.0, -25.0]);
        }
    }
}
