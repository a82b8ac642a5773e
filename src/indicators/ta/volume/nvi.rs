//! NVI: the negative volume index.

use super::volume_index::index;
use super::{CLOSE_AND_VOLUME, GROUP};
use crate::indicators::ta::REAL;
use crate::indicators::{Memory, Operation};

/// The negative volume index: 1000 at first, and changed by as many percent as the close in candles
/// whose volume fell.
pub(crate) static NVI: Operation = Operation {
    name: "NVI",
    version: 1,
    group: GROUP,
    inputs: CLOSE_AND_VOLUME,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 3.0,
    kernel: |inputs, _, outputs| index(inputs, outputs[0], |volume, before| volume < before),
    summary: "Negative volume index: follows the price while volume falls.",
    formula: "nvi = nvi[1] · close / close[1] where volume < volume[1], else nvi[1]; from 1000",
    source: "Paul Dysart, 1936; Norman Fosback, Stock Market Logic, 1976",
    example: "df.nvi = ta::NVI(df);",
};
