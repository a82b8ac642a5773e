//! `MedianAbsDev`: the mean distance from the median.

use yata::core::Method;
use yata::helpers::MA;
use yata::methods::MedianAbsDev;

use super::{COLUMN, GROUP, average, column, length, window};
use crate::indicators::yata::{REAL, SLOW_ROWS, rows};
use crate::indicators::{Memory, Operation};

/// The mean distance of the last `length` values from their median. Its cost grows with the length.
pub(super) static MEDIAN_ABS_DEV: Operation = Operation {
    name: "MedianAbsDev",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: &[length(2, SLOW_ROWS)],
    outputs: REAL,
    lookback: window,
    memory: Memory::Window,
    cost: |parameters| average(MA::SMM, parameters).cost() + 1.1 * parameters[0],
    kernel: |inputs, parameters, outputs| {
        let begin = |first: &f64| MedianAbsDev::new(rows(parameters[0]), first);
        column(inputs, window(parameters), outputs, begin, f64::from);
    },
    summary: "Median absolute deviation: the mean distance of the last values from their median.",
    formula: "deviation = sum(|price[i] − median(price, n)|, i = 0 … n − 1) / n",
    source: "common",
    example: "df.deviation = yata::MedianAbsDev(df, 20);",
};
