//! `UpperReversalSignal`: turns downwards.

use yata::methods::UpperReversalSignal;

use super::{COLUMN, GROUP, TURN, column, turn};
use crate::indicators::yata::{REAL, rows, search, signal};
use crate::indicators::{Memory, Operation};

/// 1 for the highest of `left` values before, its own, and `right` behind it.
///
/// It is told `right` rows later, when it is known.
pub(super) static UPPER_REVERSAL_SIGNAL: Operation = Operation {
    name: "UpperReversalSignal",
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
        let begin = |first: &f64| UpperReversalSignal::new(left, right, first);
        column(inputs, turn(parameters), outputs, begin, signal);
    },
    summary: "Where a column has had a high: 1, told some candles later.",
    formula: "signal = 1 where price[right] is highest(price, left + right + 1), else 0",
    source: "common",
    example: "df.top = yata::UpperReversalSignal(df.high, 4, 2);",
};
