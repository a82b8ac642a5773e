//! `CCI`: how far a value is from its average.

use yata::core::Method;
use yata::methods::CCI as Cci;

use super::{COLUMN, GROUP, SLOW_LENGTH, column, window};
use crate::indicators::yata::{REAL, rows};
use crate::indicators::{Memory, Operation};

/// The distance of a value from its average in mean deviations, without Lambert's 1 / 0.015.
///
/// Its cost grows with the length. 0 where nothing deviates.
pub(super) static CCI: Operation = Operation {
    name: "CCI",
    version: 1,
    group: GROUP,
    inputs: COLUMN,
    parameters: SLOW_LENGTH,
    outputs: REAL,
    lookback: window,
    memory: Memory::Window,
    cost: |parameters| 5.0 + 1.1 * parameters[0],
    kernel: |inputs, parameters, outputs| {
        let begin = |first: &f64| Cci::new(rows(parameters[0]), first);
        column(inputs, window(parameters), outputs, begin, f64::from);
    },
    summary: "Commodity channel index of any column, in mean deviations.",
    formula: "cci = (price − SMA(price, n)) / meandeviation(price, n)",
    source: "Donald Lambert, Commodities, 1980",
    example: "df.cci = yata::CCI(df, 20);",
};
