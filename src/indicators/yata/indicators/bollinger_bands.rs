//! `BollingerBands`: lines some deviations around an average.

use yata::indicators::BollingerBands;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CANDLE, MOST, period, positive, rows, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// A simple average with lines `sigma` sample deviations around it, and where the source lies between them.
pub(super) static BOLLINGER_BANDS: Operation = Operation {
    name: "BollingerBands",
    version: 1,
    group: GROUP,
    inputs: BollingerBands::INPUTS,
    parameters: &[
        period("avg_size", 3, 20),
        positive("sigma", MOST, 2.0),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("upperband"),
        Output::real("middleband"),
        Output::real("lowerband"),
        Output::real("position_signal"),
    ],
    lookback: lookback::<BollingerBands>,
    memory: Memory::Window,
    cost: cost::<BollingerBands>,
    kernel: kernel::<BollingerBands>,
    summary: "Bollinger bands of the sample deviation, with the place of the price between them as a signal.",
    formula: "middleband = SMA(source, n); upperband = middleband + sigma · std(source, n); lowerband = middleband − sigma · std(source, n); the deviation is the sample's; position = 2 · (source − lowerband) / (upperband − lowerband) − 1, at most 1 either way",
    source: "John Bollinger, Bollinger on Bollinger Bands, 2001",
    example: "let bb = yata::BollingerBands(df, #{ avg_size: 20, sigma: 2.0 }); df.position = bb.position_signal;",
};

impl Indicator for BollingerBands {
    const INPUTS: &'static [Input] = CANDLE;

    fn bind(parameters: &[f64]) -> Self {
        Self {
            avg_size: rows(parameters[0]),
            sigma: parameters[1],
            source: source::of(parameters[2]),
        }
    }

    fn lookback(&self) -> u32 {
        self.avg_size - 1
    }

    fn cost(&self) -> f64 {
        30.0
    }
}
