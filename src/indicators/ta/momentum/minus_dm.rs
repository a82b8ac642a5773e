//! `MINUS_DM`: the directional movement down.

use super::GROUP;
use crate::indicators::ta::directional::{Movement, lookback, movement};
use crate::indicators::ta::{HIGH_LOW, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The directional movement down: Wilder's sum of the movement beyond the candle before,
/// `timeperiod` times his average.
///
/// For a `timeperiod` of 1 it is the movement of each candle.
pub(crate) static MINUS_DM: Operation = Operation {
    name: "MINUS_DM",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| lookback(warm_up::rows(parameters[0])),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 5.0,
    kernel: |inputs, parameters, outputs| {
        let way = |movement: Movement| movement.minus;
        movement(inputs, warm_up::rows(parameters[0]), way, outputs[0]);
    },
    summary: "Directional movement: how far prices reached down beyond the candle before, summed with older candles fading.",
    formula: "dm = low[1] − low where that is above 0 and above high − high[1], else 0; minus_dm = minus_dm[1] − minus_dm[1] / n + dm, from the sum of the first n − 1 dm; for n = 1 dm itself",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.minus_dm = ta::MINUS_DM(df, 14);",
};
