//! `SMIErgodicIndicator`: momentum, smoothed twice.

use yata::helpers::MA;
use yata::indicators::SMIErgodicIndicator;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, period, real, rows, source};
use crate::indicators::{Input, Memory, Operation, Output, memory};

/// Momentum, smoothed twice, against its size likewise, with a signal line and the distance between them.
pub(super) static SMI_ERGODIC_INDICATOR: Operation = Operation {
    name: "SMIErgodicIndicator",
    version: 1,
    group: GROUP,
    inputs: <SMIErgodicIndicator<Average>>::INPUTS,
    parameters: &[
        period("period1", 2, 20),
        period("period2", 2, 5),
        average::parameter("signal", 2, MA::EMA(5)),
        real("zone", 0.0, 1.0, 0.2),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("smi"),
        Output::real("signal_line"),
        Output::real("oscillator"),
        Output::real("cross_signal"),
    ],
    lookback: lookback::<SMIErgodicIndicator<Average>>,
    memory: Memory::Fading(fading::<SMIErgodicIndicator<Average>>),
    cost: cost::<SMIErgodicIndicator<Average>>,
    kernel: kernel::<SMIErgodicIndicator<Average>>,
    summary: "SMI ergodic indicator: twice smoothed momentum against its size, −1 to 1, with a signal line.",
    formula: "smi = EMA(EMA(change, period1), period2) / EMA(EMA(|change|, period1), period2); signal_line = MA(smi); oscillator = smi − signal_line",
    source: "William Blau, Momentum, Direction, and Divergence, 1995",
    example: "let smi = yata::SMIErgodicIndicator(df, #{ period1: 20, period2: 5 }); df.smi = smi.smi;",
};

impl Indicator for SMIErgodicIndicator<Average> {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`period2` must not be above `period1`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            period2: rows(parameters[1]),
            signal: Average::of(parameters[2]),
            zone: parameters[3],
            source: source::of(parameters[4]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period1 + self.period2 - 1 + self.signal.lookback()
    }

    fn memory(&self) -> f64 {
        memory::exponential(f64::from(self.period1))
            + memory::exponential(f64::from(self.period2))
            + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        20.0 + self.signal.cost()
    }
}
