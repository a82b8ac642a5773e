//! PVO: the percentage volume oscillator.

use super::{GROUP, VOLUME};
use crate::indicators::Operation;
use crate::indicators::ta::momentum::PPO;
use crate::indicators::ta::{REAL, average, period};

/// The percentage volume oscillator: by how many percent the volume's faster average lies above its
/// slower one, whichever parameter names which; 0 where the slower one is 0. PPO of the volume.
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
    lookback: |parameters| (PPO.lookback)(parameters),
    memory: PPO.memory,
    cost: |parameters| (PPO.cost)(parameters),
    kernel: |inputs, parameters, outputs| (PPO.kernel)(inputs, parameters, outputs),
    summary: "Percentage volume oscillator: whether volume grows against its slower average.",
    formula: "100 · (MA(volume, fastperiod) − MA(volume, slowperiod)) / MA(volume, slowperiod)",
    source: "common",
    example: "df.pvo = ta::PVO(df, 12, 26, 1);",
};

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
