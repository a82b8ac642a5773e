//! PVT: the price volume trend.

use super::{CLOSE_AND_VOLUME, GROUP};
use crate::indicators::ta::{REAL, warm_up};
use crate::indicators::{Memory, Operation};

/// The price volume trend: the sum of all volumes, each times the relative change of the close. A
/// change from 0 is left out.
pub(crate) static PVT: Operation = Operation {
    name: "PVT",
    version: 1,
    group: GROUP,
    inputs: CLOSE_AND_VOLUME,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 1.3,
    kernel,
    summary: "Price volume trend: adds up volume by how far the price went with it.",
    formula: "pvt = pvt[1] + (close − close[1]) / close[1] · volume",
    source: "common",
    example: "df.pvt = ta::PVT(df);",
};

fn kernel(inputs: &[&[f64]], _: &[f64], outputs: &mut [&mut [f64]]) {
    let (close, volume) = (inputs[0], inputs[1]);
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, 0) else { return };
    let mut before = close[first];
    let mut sum = 0.0;
    for (out, (close, volume)) in known.iter_mut().zip(close[first..].iter().zip(&volume[first..]))
    {
        sum += if before == 0.0 { 0.0 } else { (close - before) / before * volume };
        before = *close;
        *out = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::PVT;

    #[test]
    fn volume_counts_by_how_far_the_price_went() {
        let mut out = [0.0; 4];
        (PVT.kernel)(&[&[2.0, 3.0, 0.0, 5.0], &[7.0, 4.0, 6.0, 9.0]], &[], &mut [&mut out]);
        assert_eq!(out, [0.0, 2.0, -4.0, -4.0]);
    }
}
