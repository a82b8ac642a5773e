//! `PLUS_DM`: the directional movement up.

use super::GROUP;
use crate::indicators::ta::directional::{Movement, lookback, movement};
use crate::indicators::ta::{HIGH_LOW, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The directional movement up: Wilder's sum of the movement beyond the candle before,
/// `timeperiod` times his average.
///
/// For a `timeperiod` of 1 it is the movement of each candle.
pub(crate) static PLUS_DM: Operation = Operation {
    name: "PLUS_DM",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| lookback(warm_up::rows(parameters[0])),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 5.0,
    kernel: |inputs, parameters, outputs| {
        let way = |movement: Movement| movement.plus;
        movement(inputs, warm_up::rows(parameters[0]), way, outputs[0]);
    },
    summary: "Directional movement: how far prices reached up beyond the candle before, summed with older candles fading.",
    formula: "dm = high − high[1] where that is above 0 and above low[1] − low, else 0; plus_dm = plus_dm[1] − plus_dm[1] / n + dm, from the sum of the first n − 1 dm; for n = 1 dm itself",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.plus_dm = ta::PLUS_DM(df, 14);",
};
