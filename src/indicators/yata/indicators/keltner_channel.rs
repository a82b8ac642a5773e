//! `KeltnerChannel`: lines some ranges around an average.

use yata::helpers::MA;
use yata::indicators::KeltnerChannel;

use super::{GROUP, Indicator, cost, fading, kernel, lookback};
use crate::indicators::yata::average::{self, Average};
use crate::indicators::yata::{CANDLE, MOST, positive, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// An average with lines `sigma` average true ranges above and below.
///
/// The signal is yata's: 1 where the source falls below the lower band, −1 where it rises above the upper.
pub(super) static KELTNER_CHANNEL: Operation = Operation {
    name: "KeltnerChannel",
    version: 1,
    group: GROUP,
    inputs: <KeltnerChannel<Average>>::INPUTS,
    parameters: &[
        average::parameter("ma", 2, MA::EMA(20)),
        positive("sigma", MOST, 1.0),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("source"),
        Output::real("upperband"),
        Output::real("lowerband"),
        Output::real("band_signal"),
    ],
    lookback: lookback::<KeltnerChannel<Average>>,
    memory: Memory::Fading(fading::<KeltnerChannel<Average>>),
    cost: cost::<KeltnerChannel<Average>>,
    kernel: kernel::<KeltnerChannel<Average>>,
    summary: "Keltner channel: an average with lines some average true ranges around it.",
    formula: "upperband = MA(source, n) + sigma · SMA(true range, n); lowerband = MA(source, n) − sigma · SMA(true range, n)",
    source: "Chester Keltner, How to Make Money in Commodities, 1960",
    example: "let keltner = yata::KeltnerChannel(df, #{ ma: \"ema-20\", sigma: 1.5 }); df.upper = keltner.upperband;",
};

impl Indicator for KeltnerChannel<Average> {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            ma: Average::of(parameters[0]),
            sigma: parameters[1],
            source: source::of(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        self.ma.lookback().max(self.ma.length())
    }

    fn memory(&self) -> f64 {
        self.ma.memory()
    }

    fn cost(&self) -> f64 {
        14.0 + self.ma.cost()
    }
}
