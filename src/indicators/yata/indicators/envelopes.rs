//! `Envelopes`: lines a share around an average.

use yata::helpers::MA;
use yata::indicators::Envelopes;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, MOST, positive, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// An average with lines a share `k` of it above and below, and a second price against them.
pub(super) static ENVELOPES: Operation = Operation {
    name: "Envelopes",
    version: 1,
    group: GROUP,
    inputs: <Envelopes<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma", 2, MA::SMA(20)),
        positive("k", MOST, 0.1),
        source::parameter("source", source::CLOSE),
        source::parameter("source2", source::CLOSE),
    ],
    outputs: &[
        Output::real("upperband"),
        Output::real("lowerband"),
        Output::real("source2"),
        Output::real("band_signal"),
    ],
    lookback: lookback::<Envelopes<Average>>,
    memory: Memory::Fading(fading::<Envelopes<Average>>),
    cost: cost::<Envelopes<Average>>,
    kernel: kernel::<Envelopes<Average>>,
    summary: "Envelopes: an average with lines a share of it above and below.",
    formula: "upperband = MA(source) · (1 + k); lowerband = MA(source) · (1 − k)",
    source: "common",
    example: "let bands = yata::Envelopes(df, #{ ma: \"sma-20\", k: 0.05 }); df.upper = bands.upperband;",
};

impl Indicator for Envelopes<Average> {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma: Average::of(parameters[0]),
            k: parameters[1],
            source: source::of(parameters[2]),
            source2: source::of(parameters[3]),
        }
    }

    fn lookback(&self) -> u32 {
        self.ma.lookback()
    }

    fn memory(&self) -> f64 {
        self.ma.memory()
    }

    fn cost(&self) -> f64 {
        7.0 + self.ma.cost()
    }
}
