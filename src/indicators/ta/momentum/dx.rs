//! DX: the directional movement index.

use super::GROUP;
use crate::indicators::ta::directional::indexes;
use crate::indicators::ta::{CANDLE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The directional movement index: `100 · |plus − minus| / (plus + minus)` of the directional
/// indicators.
///
/// Where both indicators are 0 it stays what it was, at first 0.
pub(crate) static DX: Operation = Operation {
    name: "DX",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 7.0,
    kernel,
    summary: "Directional movement index: how lopsided the recent movement is either way, 0 to 100.",
    formula: "dx = 100 · |plus_di − minus_di| / (plus_di + minus_di)",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.dx = ta::DX(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let mut last = 0.0;
    for (out, index) in known.iter_mut().zip(indexes(inputs, begin, period)) {
        last = index.unwrap_or(last);
        *out = last;
    }
}
