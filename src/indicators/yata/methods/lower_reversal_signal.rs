//! `LowerReversalSignal`: turns upwards.

use yata::methods::LowerReversalSignal;

use super::{COLUMN, GROUP, TURN, column, turn};
use crate::indicators::yata::{REAL, rows, search, signal};
use crate::indicators::{Memory, Operation};

/// 1 for the lowest of `left` values before, its own, and `right` behind it.
///
/// It is told `right` rows later, when it is known.
pub(super) static LOWER_REVERSAL_SIGNAL: Operation = Operation {
    name: "LowerReversalSignal",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: TURN,
    outputs: REAL,
    lookback: turn,
    memory: Memory::Window,
    cost: |parameters| 10.0 + search(turn(parameters) as u32),
    kernel: |inputs, parameters, outputs| {
        let (left, right) = (rows(parameters[0]), rows(parameters[1]));
        let begin = |first: &f64| LowerReversalSignal::new(left, right, first);
        column(inputs, turn(parameters), outputs, begin, signal);
    },
    summary: "Where a column has had a low: 1, told some candles later.",
    formula: "signal = 1 where price[right] is lowest(price, left + right + 1), else 0",
    source: "common",
    example: "df.bottom = yata::LowerReversalSignal(df.low, 4, 2);",
};
