//! ROCR100: the rate of change as a ratio, percent.

use super::GROUP;
use super::against_before::against_before;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The ratio to `timeperiod` rows before, times 100; 0 where it was 0.
pub(crate) static ROCR100: Operation = Operation {
    name: "ROCR100",
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
            if before == 0.0 { 0.0 } else { now / before * 100.0 }
        });
    },
    summary: "Rate of change: the price in percent of that of some candles ago.",
    formula: "100 · price / price[n]",
    source: "common",
    example: "df.rocr = ta::ROCR100(df, 10);",
};
