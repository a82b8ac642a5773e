//! TRANGE: the true range.

use super::GROUP;
use crate::indicators::ta::directional::Candles;
use crate::indicators::ta::{CANDLE, REAL, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The true range: how far prices moved since the close before.
pub(crate) static TRANGE: Operation = Operation {
    name: "TRANGE",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 1,
    memory: Memory::Window,
    cost: |_| 0.8,
    kernel: |inputs, _, outputs| {
        let begin = warm_up::first_row(inputs);
        let Some((first, known)) = warm_up::split_off(outputs[0], begin, 1) else { return };
        let ranges = Candles::new(inputs).true_ranges(first);
        vectorized(
            #[inline(always)]
            || known.iter_mut().zip(ranges).for_each(|(out, range)| *out = range),
        );
    },
    summary: "True range: how far prices moved in a candle, a gap before it included.",
    formula: "max(high − low, |high − close[1]|, |low − close[1]|)",
    source: "J. Welles Wilder, New Concepts in Technical Trading Systems, 1978",
    example: "df.range = ta::TRANGE(df);",
};
