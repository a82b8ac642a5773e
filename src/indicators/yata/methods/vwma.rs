//! `VWMA`: an average weighted by volume.

use yata::core::Method;
use yata::methods::VWMA as Vwma;

use super::{GROUP, LENGTH, window};
use crate::indicators::yata::rows::walk;
use crate::indicators::yata::{REAL, VOLUME, rows};
use crate::indicators::{Input, Memory, Operation};

/// The average of the last `length` values, each weighted by its volume.
///
/// It is no number where nothing was traded in the whole window.
pub(super) static VWMA: Operation = Operation {
    name: "VWMA",
    version: 1,
    group: GROUP,
    inputs: &[Input { name: "real", column: "close" }, VOLUME],
    parameters: LENGTH,
    outputs: REAL,
    lookback: window,
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel: |inputs, parameters, outputs| {
        let begin = |[price, volume]: &[f64; 2]| Vwma::new(rows(parameters[0]), &(*price, *volume));
        let next = |vwma: &mut Vwma, [price, volume]: &[f64; 2]| [vwma.next(&(*price, *volume))];
        walk([inputs[0], inputs[1]], window(parameters), outputs, begin, next);
    },
    summary: "Volume weighted moving average.",
    formula: "vwma = sum(price · volume, n) / sum(volume, n)",
    source: "common",
    example: "df.vwma = yata::VWMA(df, 20);",
};
