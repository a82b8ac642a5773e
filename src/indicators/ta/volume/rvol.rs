//! RVOL: relative volume.

use super::{GROUP, VOLUME};
use crate::indicators::ta::{REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// Relative volume: how many times the mean volume of the `timeperiod` candles before.
pub(crate) static RVOL: Operation = Operation {
    name: "RVOL",
    version: 1,
    group: GROUP,
    inputs: VOLUME,
    parameters: &[timeperiod(1.0, 20.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 2.5,
    kernel,
    summary: "Relative volume: how many times the mean volume of the candles before.",
    formula: "volume / mean(volume[1] … volume[n])",
    source: "common",
    example: "df.busy = ta::RVOL(df, 20) > 2.0;",
};

/// A running sum, from which the oldest volume is taken before the newest comes: TA-Lib's arithmetic,
/// to the bit. So what rounding leaves of volumes that are gone stays in it.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (volume, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let mut sum = volume[begin..first].iter().fold(0.0, |sum, volume| sum + volume);
    let count = period as f64;
    let pairs = volume[first..].iter().zip(&volume[begin..]);
    for (out, (newest, oldest)) in known.iter_mut().zip(pairs) {
        *out = newest / (sum / count);
        sum = sum - oldest + newest;
    }
}

#[cfg(test)]
mod tests {
    use super::RVOL;

    #[test]
    fn the_candle_itself_is_no_part_of_the_mean() {
        let mut out = [0.0; 5];
        (RVOL.kernel)(&[&[1.0, 3.0, 6.0, 0.0, 3.0]], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [3.0, 0.0, 1.0]);
    }
}
