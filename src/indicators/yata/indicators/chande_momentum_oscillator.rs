//! `ChandeMomentumOscillator`: rises against falls.

use yata::indicators::ChandeMomentumOscillator;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CANDLE, period, real, rows, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// What the price rose less what it fell, against both together, from −1 to 1.
pub(super) static CHANDE_MOMENTUM_OSCILLATOR: Operation = Operation {
    name: "ChandeMomentumOscillator",
    version: 1,
    group: GROUP,
    inputs: ChandeMomentumOscillator::INPUTS,
    parameters: &[
        period("period", 2, 9),
        real("zone", 0.0, 1.0, 0.5),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[Output::real("oscillator"), Output::real("zone_signal")],
    lookback: lookback::<ChandeMomentumOscillator>,
    memory: Memory::Window,
    cost: cost::<ChandeMomentumOscillator>,
    kernel: kernel::<ChandeMomentumOscillator>,
    summary: "Chande momentum oscillator: rises against falls, −1 to 1, with a signal where it enters a zone.",
    formula: "oscillator = (sum(up, n) − sum(down, n)) / (sum(up, n) + sum(down, n)), up and down being the rises and falls from candle to candle; 0 where nothing moved",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    example: "let cmo = yata::ChandeMomentumOscillator(df, #{ period: 14 }); df.cmo = cmo.oscillator;",
};

impl Indicator for ChandeMomentumOscillator {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self { period: rows(parameters[0]), zone: parameters[1], source: source::of(parameters[2]) }
    }

    fn lookback(&self) -> u32 {
        self.period
    }

    fn cost(&self) -> f64 {
        13.0
    }
}
