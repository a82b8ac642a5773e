//! `ReversalSignal`: turns.

use yata::methods::ReversalSignal;

use super::{COLUMN, GROUP, TURN, column, turn};
use crate::indicators::yata::{REAL, rows, search, signal};
use crate::indicators::{Memory, Operation};

/// 1 for the lowest and −1 for the highest of `left` values before, its own, and `right` behind it.
///
/// It is told `right` rows later, when it is known.
pub(super) static REVERSAL_SIGNAL: Operation = Operation {
    name: "ReversalSignal",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: TURN,
    outputs: REAL,
    lookback: turn,
    memory: Memory::Window,
    cost: |parameters| 20.0 + search(turn(parameters) as u32),
    kernel: |inputs, parameters, outputs| {
        let (left, right) = (rows(parameters[0]), rows(parameters[1]));
        let begin = |first: &f64| ReversalSignal::new(left, right, first);
        column(inputs, turn(parameters), outputs, begin, signal);
    },
    summary: "Where a column has turned: 1 for a low, −1 for a high, told some candles later.",
    formula: "signal = 1 where price[right] is lowest(price, left + right + 1), −1 where it is the highest, else 0",
    source: "common",
    example: "df.turn = yata::ReversalSignal(df.close, 4, 2);",
};
