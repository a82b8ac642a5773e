//! `HT_DCPHASE`: the phase of the dominant cycle.

use super::phase::Phase;
use super::{GROUP, MEMORY};
use crate::indicators::Operation;
use crate::indicators::ta::{PRICE, REAL, hilbert};

/// In which phase the dominant cycle is, in degrees from −45 to 315.
pub(crate) static HT_DCPHASE: Operation = Operation {
    name: "HT_DCPHASE",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 63,
    memory: MEMORY,
    cost: |_| 120.0,
    kernel: |inputs, _, outputs| {
        let mut phase = Phase::new();
        hilbert::follow(
            &HT_DCPHASE,
            inputs,
            outputs,
            #[inline(always)]
            |_, cycle| [phase.next(cycle)],
        );
    },
    summary: "Phase of the dominant cycle in degrees: it grows steadily while there is a cycle.",
    formula: "atan(sum(sin(360° · k / p) · smooth[k]) / sum(cos(360° · k / p) · smooth[k])) + 90° + 360° / HT_DCPERIOD(price), k = 0 … p − 1, p the period in whole candles, smooth the price averaged over 4",
    source: "John Ehlers, Rocket Science for Traders, 2001",
    example: "df.phase = ta::HT_DCPHASE(df);",
};
