//! `MeanAbsDev`: the mean distance from the mean.

use yata::core::Method;
use yata::methods::MeanAbsDev;

use super::{COLUMN, GROUP, SLOW_LENGTH, column, window};
use crate::indicators::yata::{REAL, rows};
use crate::indicators::{Memory, Operation};

/// The mean distance of the last `length` values from their mean. Its cost grows with the length.
pub(super) static MEAN_ABS_DEV: Operation = Operation {
    name: "MeanAbsDev",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: SLOW_LENGTH,
    outputs: REAL,
    lookback: window,
    memory: Memory::Window,
    cost: |parameters| 3.0 + 1.1 * parameters[0],
    kernel: |inputs, parameters, outputs| {
        let begin = |first: &f64| MeanAbsDev::new(rows(parameters[0]), first);
        column(inputs, window(parameters), outputs, begin, f64::from);
    },
    summary: "Mean absolute deviation: the mean distance of the last values from their mean.",
    formula: "deviation = sum(|price[i] − SMA(price, n)|, i = 0 … n − 1) / n",
    source: "common",
    example: "df.deviation = yata::MeanAbsDev(df, 20);",
};
