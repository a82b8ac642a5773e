//! `PLUS_DI`: the directional indicator of movement up.

use super::GROUP;
use crate::indicators::ta::directional::{Movement, indicator};
use crate::indicators::ta::{CANDLE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The directional indicator of movement up: `100 · DM / TR` of Wilder's averages of the movement
/// beyond the candle before and of the true range.
///
/// 0 without a range. For a `timeperiod` of 1 it is the bare quotient of each candle, 0 to 1.
pub(crate) static PLUS_DI: Operation = Operation {
    name: "PLUS_DI",
    version: 3,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 5.0,
    kernel: |inputs, parameters, outputs| {
        let way = |movement: Movement| movement.plus;
        indicator(inputs, warm_up::rows(parameters[0]), way, outputs[0]);
    },
    summary: "Directional indicator: how much of the range was movement up, 0 to 100.",
    formula: "plus_dm = high − high[1] where that is above 0 and above low[1] − low, else 0; plus_di = 100 · wilder(plus_dm, n) / wilder(true range, n); for n = 1 the bare quotient, 0 to 1",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.plus_di = ta::PLUS_DI(df, 14);",
};
