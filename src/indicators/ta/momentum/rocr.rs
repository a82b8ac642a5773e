//! ROCR: the rate of change as a ratio.

use super::GROUP;
use super::against_before::against_before;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The ratio to `timeperiod` rows before; 0 where it was 0.
pub(crate) static ROCR: Operation = Operation {
    name: "ROCR",
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
            if before == 0.0 { 0.0 } else { now / before }
        });
    },
    summary: "Rate of change: the price against that of some candles ago, 1 being no change.",
    formula: "price / price[n]",
    source: "common",
    example: "df.rocr = ta::ROCR(df, 10);",
};
