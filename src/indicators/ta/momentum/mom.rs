//! MOM: momentum.

use super::GROUP;
use super::against_before::against_before;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The difference to `timeperiod` rows before.
pub(crate) static MOM: Operation = Operation {
    name: "MOM",
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
            now - before
        });
    },
    summary: "Momentum: the difference over some candles.",
    formula: "price − price[n]",
    source: "common",
    example: "df.mom = ta::MOM(df, 10);",
};
