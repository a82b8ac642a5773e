//! MACDFIX: MACD with Gerald Appel's own smoothing.

use super::GROUP;
use super::exponential::Exponential;
use super::macd::{LINES, convergence};
use crate::indicators::ta::{PRICE, period, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// MACD over 12 and 26 rows whose newest prices weigh 0.15 and 0.075, the rounded weights that it was
/// published with, in place of 2/13 and 2/27.
pub(crate) static MACDFIX: Operation = Operation {
    name: "MACDFIX",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[period("signalperiod", 1.0, 9.0)],
    outputs: LINES,
    lookback: |parameters| SLOW - 1 + warm_up::rows(parameters[0]) - 1,
    memory: Memory::Fading(|parameters| {
        memory::exponential(SLOW as f64) + memory::exponential(parameters[0])
    }),
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        let averages =
            (Exponential::with_weight(FAST, 0.15), Exponential::with_weight(SLOW, 0.075));
        convergence(inputs[0], averages, warm_up::rows(parameters[0]), outputs);
    },
    summary: "MACD of 12 and 26 candles with the rounded weights that it was first published with.",
    formula: "macd = fast − slow with fast = fast[1] + 0.15 · (price − fast[1]), slow = slow[1] + 0.075 · (price − slow[1]); macdsignal = EMA(macd, signalperiod); macdhist = macd − macdsignal",
    source: "Gerald Appel, The Moving Average Convergence-Divergence Method, 1979",
    example: "let macd = ta::MACDFIX(df, 9); df.hist = macd.macdhist;",
};

/// The rows from whose mean the fast average begins.
const FAST: usize = 12;

/// The rows from whose mean the slow average begins.
const SLOW: usize = 26;
