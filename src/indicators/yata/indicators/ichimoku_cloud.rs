//! `IchimokuCloud`: four middles of ranges.

use yata::indicators::IchimokuCloud;

use super::{GROUP, Indicator, cost, kernel, lookback};
use crate::indicators::yata::{CANDLE, period, rows, search, slow_period, source};
use crate::indicators::{Input, Memory, Operation, Output};

/// The middles of three ranges, and the cloud between two spans that are `m` candles old.
///
/// The spans are those that are drawn over this candle: nothing is shifted into the future.
pub(super) static ICHIMOKU_CLOUD: Operation = Operation {
    name: "IchimokuCloud",
    version: 1,
    group: GROUP,
    inputs: IchimokuCloud::INPUTS,
    parameters: &[
        slow_period("l1", 1, 9),
        slow_period("l2", 2, 26),
        slow_period("l3", 3, 52),
        period("m", 1, 26),
        source::parameter("source", source::CLOSE),
    ],
    outputs: &[
        Output::real("tenkan_sen"),
        Output::real("kijun_sen"),
        Output::real("senkou_span_a"),
        Output::real("senkou_span_b"),
        Output::real("cross_signal"),
        Output::real("price_cross_signal"),
    ],
    lookback: lookback::<IchimokuCloud>,
    memory: Memory::Window,
    cost: cost::<IchimokuCloud>,
    kernel: kernel::<IchimokuCloud>,
    summary: "Ichimoku cloud: the middles of three ranges, and the cloud of earlier ones that lies over this candle.",
    formula: "middle(n) = (highest(high, n) + lowest(low, n)) / 2; tenkan_sen = middle(l1); kijun_sen = middle(l2); senkou_span_a = (tenkan_sen[m] + kijun_sen[m]) / 2; senkou_span_b = middle(l3)[m]",
    source: "Goichi Hosoda, 1969",
    example: "let cloud = yata::IchimokuCloud(df, #{ l1: 9, l2: 26, l3: 52 }); df.kijun = cloud.kijun_sen;",
};

impl Indicator for IchimokuCloud {
    const INPUTS: &'static [Input] = CANDLE;
    const RULE: &'static str = "`l1` must be below `l2`, and `l2` below `l3`";

    fn bind(parameters: &[f64]) -> Self {
        Self {
            l1: rows(parameters[0]),
            l2: rows(parameters[1]),
            l3: rows(parameters[2]),
            m: rows(parameters[3]),
            source: source::of(parameters[4]),
        }
    }

    fn lookback(&self) -> u32 {
        self.l3 - 1 + self.m
    }

    fn cost(&self) -> f64 {
        44.0 + 2.0 * search(self.l1 + self.l2 + self.l3)
    }
}
