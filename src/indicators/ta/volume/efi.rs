//! EFI: Elder's force index.

use super::{CLOSE_AND_VOLUME, GROUP};
use crate::indicators::ta::{REAL, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// Elder's force index: the exponential average of the change of the close times the volume. For a
/// period of 1 it is the bare force.
pub(crate) static EFI: Operation = Operation {
    name: "EFI",
    version: 1,
    group: GROUP,
    inputs: CLOSE_AND_VOLUME,
    parameters: &[timeperiod(1.0, 13.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::exponential(parameters[0])),
    cost: |_| 2.0,
    kernel,
    summary: "Elder's force index: how much volume stands behind the change of the price.",
    formula: "EMA((close − close[1]) · volume, n)",
    source: "Alexander Elder, Trading for a Living, 1993",
    example: "df.force = ta::EFI(df, 13);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (close, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    vectorized(
        #[inline(always)]
        || {
            let rows = close[begin..].iter().zip(&close[begin + 1..]).zip(&inputs[1][begin + 1..]);
            let mut forces = rows.map(|((before, close), volume)| (close - before) * volume);
            if period == 1 {
                known.iter_mut().zip(forces).for_each(|(out, force)| *out = force);
                return;
            }
            let sum = forces.by_ref().take(period).fold(0.0, |sum, force| sum + force);
            let (mut average, weight) = (sum / period as f64, seed::weight(period));
            known[0] = average;
            for (out, force) in known[1..].iter_mut().zip(forces) {
                average = seed::approach(average, force, weight);
                *out = average;
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::EFI;

    #[test]
    fn a_period_of_one_is_the_bare_force() {
        let (close, volume) = ([1.0, 3.0, 2.0], [9.0, 2.0, 5.0]);
        let mut out = [0.0; 3];
        (EFI.kernel)(&[&close, &volume], &[1.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [4.0, -5.0]);
    }
}
