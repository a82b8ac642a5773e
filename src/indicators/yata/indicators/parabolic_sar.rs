//! `ParabolicSAR`: a stop that trails faster and faster.

use yata::indicators::ParabolicSAR;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{HIGH, LOW, MOST, real};
use crate::indicators::{Input, Memory, Operation, Output};

/// A stop that trails the extremes, faster with each new one, and turns when the price meets it.
///
/// It begins with an upward trend at the low of the first candle.
pub(super) static PARABOLIC_SAR: Operation = Operation {
    name: "ParabolicSAR",
    version: 1,
    group: GROUP,
    inputs: ParabolicSAR::INPUTS,
    parameters: &[real("af_step", 0.0, MOST, 0.02), real("af_max", 0.0, MOST, 0.2)],
    outputs: &[Output::real("sar"), Output::real("trend"), Output::real("trend_signal")],
    lookback: lookback::<ParabolicSAR>,
    memory: Memory::Endless,
    cost: cost::<ParabolicSAR>,
    kernel: kernel::<ParabolicSAR>,
    summary: "Parabolic stop and reverse: a stop that trails faster and faster, and the side it is on.",
    formula: "sar = sar[1] + min(af_max, af_step · extremes) · (extreme − sar[1]), extremes being the number of new extremes of the trend; not inside the last two candles; turns where the price passes it",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "let sar = yata::ParabolicSAR(df, #{ af_step: 0.02 }); df.trend = sar.trend;",
};

impl Indicator for ParabolicSAR {
    const INPUTS: &'static [Input] = &[HIGH, LOW];
    const RULE: &'static str = "`af_step` must be below `af_max`";

    fn bind(parameters: &[f64]) -> Self {
        Self { af_step: parameters[0], af_max: parameters[1] }
    }

    fn lookback(&self) -> u32 {
        1
    }

    fn cost(&self) -> f64 {
        16.0
    }
}
