//! CMF: Chaikin's money flow.

use super::GROUP;
use super::flow::flows;
use crate::indicators::ta::ring::Ring;
use crate::indicators::ta::{CANDLE_AND_VOLUME, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// Chaikin's money flow: the part of the window's volume that flowed in; 0 without volume.
pub(crate) static CMF: Operation = Operation {
    name: "CMF",
    version: 1,
    group: GROUP,
    inputs: CANDLE_AND_VOLUME,
    parameters: &[timeperiod(2.0, 20.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.5,
    kernel,
    summary: "Chaikin money flow: whether volume flows in or out, −1 to 1.",
    formula: "flow = ((close − low) − (high − close)) / (high − low) · volume; cmf = sum(flow, n) / sum(volume, n)",
    source: "Marc Chaikin",
    example: "df.cmf = ta::CMF(df, 20);",
};

/// Running sums, from which the oldest row is taken after each: TA-Lib's arithmetic, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (volume, period) = (inputs[3], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    let mut traded = volume[begin..first].iter().fold(0.0, |sum, volume| sum + volume);
    let (mut flows, mut before, mut flow) = (flows(inputs, begin), Ring::new(period - 1), 0.0);
    for newest in flows.by_ref().take(period - 1) {
        flow += newest;
        before.push(newest);
    }
    let volumes = volume[first..].iter().zip(&volume[begin..]);
    for (out, (newest, volumes)) in known.iter_mut().zip(flows.zip(volumes)) {
        flow += newest;
        traded += volumes.0;
        let share = flow / traded;
        *out = if traded > 0.0 { share } else { 0.0 };
        flow -= before.push(newest);
        traded -= volumes.1;
    }
}

#[cfg(test)]
mod tests {
    use super::CMF;

    #[test]
    fn it_is_the_part_of_the_volume_that_flowed_in() {
        let (high, low, close) = ([2.0; 4], [0.0; 4], [2.0, 1.5, 0.0, 0.0]);
        let volume = [1.0, 3.0, 1.0, 0.0];
        let mut out = [0.0; 4];
        (CMF.kernel)(&[&high, &low, &close, &volume], &[2.0], &mut [&mut out]);
        assert!(out[0].is_nan());
        assert_eq!(out[1..], [0.625, 0.125, -1.0]);
    }
}
