//! `HT_PHASOR`: the two parts of the dominant cycle.

use super::{GROUP, MEMORY};
use crate::indicators::ta::{PRICE, hilbert};
use crate::indicators::{Operation, Output};

/// The detrended price, three candles back, and the same a quarter of a cycle later, by Ehlers' Hilbert
/// transform.
pub(crate) static HT_PHASOR: Operation = Operation {
    name: "HT_PHASOR",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: &[Output::real("inphase"), Output::real("quadrature")],
    lookback: |_| 32,
    memory: MEMORY,
    cost: |_| 70.0,
    kernel: |inputs, _, outputs| {
        hilbert::follow(
            &HT_PHASOR,
            inputs,
            outputs,
            #[inline(always)]
            |_, cycle| [cycle.in_phase, cycle.quadrature],
        );
    },
    summary: "Phasor of the dominant cycle: the detrended price, and the same a quarter of a cycle later.",
    formula: "inphase = the smoothed and detrended price, 3 candles back; quadrature = its Hilbert transform",
    source: "John Ehlers, Rocket Science for Traders, 2001",
    example: "let p = ta::HT_PHASOR(df); df.turn = p.inphase * p.quadrature;",
};
