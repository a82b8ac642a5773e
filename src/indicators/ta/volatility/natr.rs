//! NATR: the normalised average true range.

use super::GROUP;
use super::atr::average_true_range;
use crate::indicators::ta::{CANDLE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The average true range in percent of the close; 0 where the close is 0. For a period of 1 it is the
/// true range as it is, not in percent, as in TA-Lib.
pub(crate) static NATR: Operation = Operation {
    name: "NATR",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 1.7,
    kernel: |inputs, parameters, outputs| {
        let (period, out) = (warm_up::rows(parameters[0]), &mut *outputs[0]);
        if period == 1 {
            return average_true_range(inputs, period, out, |range, _| range);
        }
        average_true_range(inputs, period, out, |average, close| {
            if close == 0.0 { 0.0 } else { average / close * 100.0 }
        });
    },
    summary: "Average true range in percent of the close, to compare markets.",
    formula: "100 · ATR(n) / close; for n = 1 the true range itself, not percent",
    source: "John Forman, Cross-Market Evaluations With Normalized Average True Range, Stocks & Commodities, 2006",
    example: "df.natr = ta::NATR(df, 14);",
};
