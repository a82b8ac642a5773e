//! `HT_SINE`: the sine wave of the dominant cycle.

use super::phase::Phase;
use super::{GROUP, MEMORY};
use crate::indicators::ta::{PRICE, hilbert};
use crate::indicators::{Operation, Output};

/// The sine of the dominant cycle's phase, and the sine of 45 degrees more: they cross ahead of the
/// cycle's turns.
pub(crate) static HT_SINE: Operation = Operation {
    name: "HT_SINE",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[],
    outputs: &[Output::real("sine"), Output::real("leadsine")],
    lookback: |_| 63,
    memory: MEMORY,
    cost: |_| 160.0,
    kernel: |inputs, _, outputs| {
        let mut phase = Phase::new();
        hilbert::follow(
            &HT_SINE,
            inputs,
            outputs,
            #[inline(always)]
            |_, cycle| waves(phase.next(cycle)),
        );
    },
    summary: "Sine wave of the dominant cycle, and one that leads it by 45 degrees.",
    formula: "sine = sin(HT_DCPHASE(price)); leadsine = sin(HT_DCPHASE(price) + 45°)",
    source: "John Ehlers, Rocket Science for Traders, 2001",
    example: "let s = ta::HT_SINE(df); df.enter_long = crossed_above(s.leadsine, s.sine);",
};

/// The sines of a phase in degrees and of 45 degrees more.
pub(super) fn waves(phase: f64) -> [f64; 2] {
    [phase.to_radians().sin(), (phase + 45.0).to_radians().sin()]
}
