//! `DetrendedPriceOscillator`: an earlier price less the average.

use yata::helpers::MA;
use yata::indicators::DetrendedPriceOscillator;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// The price half a length and a candle ago less the average of now.
pub(super) static DETRENDED_PRICE_OSCILLATOR: Operation = Operation {
    name: "DetrendedPriceOscillator",
    version: 1,
    group: GROUP,
    inputs: <DetrendedPriceOscillator<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma", 2, MA::SMA(21)),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[Output::real("real")],
    lookback: lookback::<DetrendedPriceOscillator<Average>>,
    memory: Memory::Fading(fading::<DetrendedPriceOscillator<Average>>),
    cost: cost::<DetrendedPriceOscillator<Average>>,
    kernel: kernel::<DetrendedPriceOscillator<Average>>,
    summary: "Detrended price oscillator: an earlier price less the average, to see cycles.",
    formula: "dpo = source[n / 2 + 1] − MA(source, n)",
    source: "common",
    example: "df.dpo = yata::DetrendedPriceOscillator(df, #{ ma: \"sma-21\" });",
};

impl Indicator for DetrendedPriceOscillator<Average> {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self { ma: Average::of(parameters[0]), source: source::of(parameters[1]) }
    }

    fn lookback(&self) -> u32 {
        self.ma.lookback().max(self.ma.length() / 2 + 1)
    }

    fn memory(&self) -> f64 {
        self.ma.memory()
    }

    fn cost(&self) -> f64 {
        5.0 + self.ma.cost()
    }
}
