//! `KlingerVolumeOscillator`: volume with the sign of its move.

use yata::helpers::MA;
use yata::indicators::KlingerVolumeOscillator;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CLOSE, HIGH, LOW, VOLUME};
use crate::indicators::{Input, Memory, Operation, Output};

/// A fast average of volume, with the sign of the move of its candle, less a slow one.
pub(super) static KLINGER_VOLUME_OSCILLATOR: Operation = Operation {
    name: "KlingerVolumeOscillator",
    version: 1,
    group: GROUP,
    inputs: <KlingerVolumeOscillator<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma1", 2, MA::EMA(34)),
        average::parameter("ma2", 3, MA::EMA(55)),
        average::parameter("signal", 2, MA::EMA(13)),
    ],
    outputs: &[
        Output::real("oscillator"),
        Output::real("signal_line"),
        Output::real("zero_cross_signal"),
        Output::real("cross_signal"),
    ],
    lookback: lookback::<KlingerVolumeOscillator<Average>>,
    memory: Memory::Fading(fading::<KlingerVolumeOscillator<Average>>),
    cost: cost::<KlingerVolumeOscillator<Average>>,
    kernel: kernel::<KlingerVolumeOscillator<Average>>,
    summary: "Klinger volume oscillator: volume that rises against volume that falls, fast less slow.",
    formula: "v = volume with the sign of hlc3 − hlc3[1]; oscillator = MA1(v) − MA2(v); signal_line = MA(oscillator)",
    source: "Stephen Klinger, Stocks & Commodities, 1997",
    example: "let kvo = yata::KlingerVolumeOscillator(df, #{ ma1: \"ema-34\", ma2: \"ema-55\" }); df.kvo = kvo.oscillator;",
};

impl Indicator for KlingerVolumeOscillator<Average> {
    const INPUTS: &'static [Input] = &[HIGH, LOW, CLOSE, VOLUME];
    const RULE: &'static str =
        "`ma1` and `ma2` must be averages of one kind, and `ma2` the longer one";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma1: Average::of(parameters[0]),
            ma2: Average::of(parameters[1]),
            signal: Average::of(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        1 + self.ma2.lookback() + self.signal.lookback()
    }

    fn memory(&self) -> f64 {
        self.ma2.memory() + self.signal.memory()
    }

    fn cost(&self) -> f64 {
        19.0 + self.ma1.cost() + self.ma2.cost() + self.signal.cost()
    }
}
