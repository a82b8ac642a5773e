//! ROCP: the rate of change as a part.

use super::GROUP;
use super::against_before::against_before;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The change against `timeperiod` rows before, as a part of what it was; 0 where it was 0.
pub(crate) static ROCP: Operation = Operation {
    name: "ROCP",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 10.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, parameters, outputs| {
        against_before(inputs[0], warm_up::rows(parameters[0]), outputs[0], |now, before| {
            if before == 0.0 { 0.0 } else { (now - before) / before }
        });
    },
    summary: "Rate of change: the change over some candles, 0.01 being one percent.",
    formula: "(price − price[n]) / price[n]",
    source: "common",
    example: "df.rocp = ta::ROCP(df, 10);",
};
