//! VWAP: the volume-weighted average price.

use super::GROUP;
use crate::indicators::ta::{CANDLE_AND_VOLUME, REAL, warm_up};
use crate::indicators::{Memory, Operation};

/// The volume-weighted average of all typical prices so far; 0 before anything was traded. A candle
/// whose price or volume is not finite is left out.
pub(crate) static VWAP: Operation = Operation {
    name: "VWAP",
    version: 1,
    group: GROUP,
    inputs: CANDLE_AND_VOLUME,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 2.5,
    kernel,
    summary: "Volume-weighted average price of all candles so far.",
    formula: "sum((high + low + close) / 3 · volume) / sum(volume), from the first candle on",
    source: "common",
    example: "df.vwap = ta::VWAP(df);",
};

fn kernel(inputs: &[&[f64]], _: &[f64], outputs: &mut [&mut [f64]]) {
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, 0) else { return };
    let ranges = inputs[0][first..].iter().zip(&inputs[1][first..]);
    let ends = inputs[2][first..].iter().zip(&inputs[3][first..]);
    let (mut paid, mut traded, mut average) = (0.0, 0.0, 0.0);
    for (out, ((high, low), (close, volume))) in known.iter_mut().zip(ranges.zip(ends)) {
        let price = (high + low + close) / 3.0;
        if price.is_finite() && volume.is_finite() {
            paid += price * volume;
            traded += volume;
        }
        if traded > 0.0 {
            average = paid / traded;
        }
        *out = average;
    }
}

#[cfg(test)]
mod tests {
    use super::VWAP;

    #[test]
    fn it_waits_for_volume_and_leaves_out_what_is_missing() {
        let price = [9.0, 6.0, f64::NAN, 3.0];
        let mut out = [0.0; 4];
        (VWAP.kernel)(&[&price, &price, &price, &[0.0, 2.0, 5.0, 1.0]], &[], &mut [&mut out]);
        assert_eq!(out, [0.0, 6.0, 6.0, 5.0]);
    }
}
