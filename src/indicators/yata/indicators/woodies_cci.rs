//! `WoodiesCCI`: a fast and a slow channel index.

use yata::indicators::WoodiesCCI;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CANDLE, period, rows, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// A fast and a slow commodity channel index, two thirds of each.
///
/// Its cost grows with the periods. The signal is yata's: the slow one crosses 0, with `s1_lag` 1; with
/// another lag there is none.
pub(super) static WOODIES_CCI: Operation = Operation {
    name: "WoodiesCCI",
    version: 1,
    group: GROUP,
    inputs: WoodiesCCI::INPUTS,
    parameters: &[
        slow_period("period1", 1, 6),
        slow_period("period2", 2, 14),
        period("s1_lag", 1, 6),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[Output::real("turbo_cci"), Output::real("trend_cci"), Output::real("trend_signal")],
    lookback: lookback::<WoodiesCCI>,
    memory: Memory::Window,
    cost: cost::<WoodiesCCI>,
    kernel: kernel::<WoodiesCCI>,
    summary: "Woodie's CCI: a fast and a slow commodity channel index.",
    formula: "cci(n) = (source − SMA(source, n)) / (1.5 · meandeviation(source, n)); turbo_cci = cci(period1); trend_cci = cci(period2)",
    source: "Ken Wood",
    example: "let cci = yata::WoodiesCCI(df, #{ period1: 6, period2: 14 }); df.turbo = cci.turbo_cci;",
};

impl Indicator for WoodiesCCI {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`period1` must be below `period2`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            period1: rows(parameters[0]),
            period2: rows(parameters[1]),
            s1_lag: rows(parameters[2]),
            source: source::of(parameters[3]),
        }
    }

    fn lookback(&self) -> u32 {
        self.period2 - 1
    }

    fn cost(&self) -> f64 {
        8.0 + 1.1 * f64::from(self.period1 + self.period2)
    }
}
