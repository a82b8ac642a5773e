//! BOP: the balance of power.

use super::GROUP;
use crate::indicators::ta::{REAL, WHOLE_CANDLE, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The balance of power: the candle's body as a part of its range; 0 without a range.
pub(crate) static BOP: Operation = Operation {
    name: "BOP",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Window,
    cost: |_| 1.0,
    kernel: |inputs, _, outputs| {
        vectorized(
            #[inline(always)]
            || kernel(inputs, outputs[0]),
        );
    },
    summary: "Balance of power: whether the close is above the open, as a part of the range, −1 to 1.",
    formula: "(close − open) / (high − low); 0 where the range is none",
    source: "Igor Livshin, Technical Analysis of Stocks & Commodities, 2001",
    example: "df.bop = ta::BOP(df);",
};

#[inline(always)]
fn kernel(inputs: &[&[f64]], out: &mut [f64]) {
    let &[open, high, low, close] = inputs else { return };
    let Some((first, known)) = warm_up::split_off(out, warm_up::first_row(inputs), 0) else {
        return;
    };
    let bodies = close[first..].iter().zip(&open[first..]);
    let ranges = high[first..].iter().zip(&low[first..]);
    for (out, ((close, open), (high, low))) in known.iter_mut().zip(bodies.zip(ranges)) {
        let range = high - low;
        *out = if range <= 0.0 { 0.0 } else { (close - open) / range };
    }
}
