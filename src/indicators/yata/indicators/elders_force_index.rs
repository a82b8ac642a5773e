//! `EldersForceIndex`: moves times volume.

use yata::helpers::MA;
use yata::indicators::EldersForceIndex;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, period, rows, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// How far the price moved in `period2` candles, times the volume of these candles.
pub(super) static ELDERS_FORCE_INDEX: Operation = Operation {
    name: "EldersForceIndex",
    version: 1,
    group: GROUP,
    inputs: <EldersForceIndex<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma", 2, MA::EMA(13)),
        period("period2", 1, 1),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[Output::real("force"), Output::real("zero_cross_signal")],
    lookback: lookback::<EldersForceIndex<Average>>,
    memory: Memory::Fading(fading::<EldersForceIndex<Average>>),
    cost: cost::<EldersForceIndex<Average>>,
    kernel: kernel::<EldersForceIndex<Average>>,
    summary: "Elder's force index: moves of the price times their volume, smoothed.",
    formula: "force = MA((source − source[m]) · sum(volume, m))",
    source: "Alexander Elder, Trading for a Living, 1993",
    example: "let force = yata::EldersForceIndex(df, #{ ma: \"ema-13\" }); df.force = force.force;",
};

impl Indicator for EldersForceIndex<Average> {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma: Average::of(parameters[0]),
            period2: rows(parameters[1]),
            source: source::of(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period2 + self.ma.lookback()
    }

    fn memory(&self) -> f64 {
        self.ma.memory()
    }

    fn cost(&self) -> f64 {
        17.0 + self.ma.cost()
    }
}
