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
    lookback: |parameters| average::lookback(parameters[2], periods(parameters).1),
    memory: Memory::Fading(|parameters| {
        average::memory(parameters[2], parameters[0].max(parameters[1]))
    }),
    cost: |_| 10.0,
    kernel,
    summary: "Percentage volume oscillator: whether volume grows against its slower average.",
    formula: "100 · (MA(volume, fastperiod) − MA(volume, slowperiod)) / MA(volume, slowperiod)",
    source: "common",
    example: "df.pvo = ta::PVO(df, 12, 26, 1);",
};

/// The faster and the slower period.
fn periods(parameters: &[f64]) -> (usize, usize) {
    let (one, other) = (seed::rows(parameters[0]), seed::rows(parameters[1]));
    (one.min(other), one.max(other))
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (volume, out) = (inputs[0], &mut *outputs[0]);
    let (fast, slow) = periods(parameters);
    let mut faster = vec![0.0; volume.len()];
    average::compute(parameters[2], volume, fast, &mut faster);
    average::compute(parameters[2], volume, slow, out);
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

/// What counts as no volume at all.
const ZERO: f64 = 1e-14;
