//! MINMAXINDEX: where the smallest and the largest of the last rows are.

use super::{GROUP, index};
use crate::indicators::ta::extremes::{Highest, Lowest};
use crate::indicators::ta::{PRICE, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, Output};

/// The rows of the smallest and the largest value of the window, counted from the first of the column.
pub(crate) static MINMAXINDEX: Operation = Operation {
    name: "MINMAXINDEX",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 30.0)],
    outputs: &[Output::integer("minidx"), Output::integer("maxidx")],
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    // The rows are counted from the first.
    memory: Memory::Endless,
    cost: |_| 12.0,
    kernel: |inputs, parameters, outputs| {
        let [min, max] = outputs else { return };
        index::rows::<Lowest>(inputs[0], warm_up::rows(parameters[0]), min);
        index::rows::<Highest>(inputs[0], warm_up::rows(parameters[0]), max);
    },
    summary: "The rows of the smallest and the largest value of the last candles.",
    formula: "the rows, from 0 on, of min(price[0] … price[n − 1]) and max(price[0] … price[n − 1])",
    source: "common",
    example: "let at = ta::MINMAXINDEX(df.close, 30); df.rising = at.minidx < at.maxidx;",
};
