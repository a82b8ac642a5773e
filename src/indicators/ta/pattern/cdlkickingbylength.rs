//! CDLKICKINGBYLENGTH: the kicking pattern, told by the longer candle.

use super::cdlkicking::{MEASURES, kicks};
use super::{Candle, GROUP, lookback, scan};
use crate::indicators::ta::{INTEGER, WHOLE_CANDLE};
use crate::indicators::{Memory, Operation};

/// Finds kicking as [`super::cdlkicking::CDLKICKING`] does; the longer of the two candles tells the
/// direction.
pub(crate) static CDLKICKINGBYLENGTH: Operation = Operation {
    name: "CDLKICKINGBYLENGTH",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: INTEGER,
    lookback: |_| lookback(2, &MEASURES),
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel: |inputs, _, outputs| scan(inputs, MEASURES, rule, outputs[0]),
    summary: "Kicking by length: two long candles without shadows with a gap between; bullish when the longer one is white, bearish when black.",
    formula: "candles 1 and 2 are long, of different colours, with very short shadows, and 2 lies wholly above a black 1 or wholly below a white 1; 100 where the longer of them is white, −100 where it is black; long: body > mean body of the 10 before; very short shadow: < 0.1 · mean range of the 10 before",
    source: "TA-Lib, after Gregory L. Morris, Candlestick Charting Explained, 1995",
    example: "df.kicking = ta::CDLKICKINGBYLENGTH(df);",
};

#[inline(always)]
fn rule([first, second]: [Candle; 2], sizes: [f64; 4]) -> f64 {
    let longer = if second.body() > first.body() { second } else { first };
    if kicks([first, second], sizes) { 100.0 * longer.colour() } else { 0.0 }
}
