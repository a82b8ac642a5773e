//! APO: the absolute price oscillator.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, average, period, warm_up};
use crate::indicators::{Memory, Operation};

/// The absolute price oscillator: a fast moving average less a slow one. The shorter period is the
/// fast one, whichever it is given as.
pub(crate) static APO: Operation = Operation {
    name: "APO",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        period("fastperiod", 2.0, 12.0),
        period("slowperiod", 2.0, 26.0),
        average::matype("matype", 1.0),
    ],
    outputs: REAL,
    lookback: |parameters| {
        average::lookback(kind(parameters), warm_up::rows(parameters[0].max(parameters[1])))
    },
    memory: Memory::Fading(|parameters| {
        average::memory(kind(parameters), parameters[0].max(parameters[1]))
    }),
    cost: |parameters| {
        2.0 + 2.0 * average::cost(kind(parameters), warm_up::rows(parameters[0].max(parameters[1])))
    },
    kernel,
    summary: "Absolute price oscillator: how far a fast moving average lies above a slow one.",
    formula: "MA(price, fast) − MA(price, slow)",
    source: "common",
    example: "df.apo = ta::APO(df, 12, 26, 1);",
};

/// The kind of the averages.
fn kind(parameters: &[f64]) -> f64 {
    average::or_default(parameters[2], 1.0)
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, out) = (inputs[0], &mut *outputs[0]);
    let (one, other) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let mut slow = vec![0.0; source.len()];
    average::compute(kind(parameters), source, one.min(other), out);
    average::compute(kind(parameters), source, one.max(other), &mut slow);
    out.iter_mut().zip(slow).for_each(|(out, slow)| *out -= slow);
}

#[cfg(test)]
mod tests {
    use super::APO;

    #[test]
    fn the_order_of_the_periods_does_not_matter() {
        let source = [1.0, 3.0, 5.0, 4.0];
        for periods in [[2.0, 3.0], [3.0, 2.0]] {
            let mut out = [0.0; 4];
            (APO.kernel)(&[&source], &[periods[0], periods[1], 0.0], &mut [&mut out]);
            assert!(out[..2].iter().all(|value| value.is_nan()));
            assert_eq!(out[2..], [1.0, 0.5]);
        }
    }
}
