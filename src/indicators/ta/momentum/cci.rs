//! CCI: the commodity channel index.

use super::GROUP;
use crate::indicators::ta::{CANDLE, REAL, seed, timeperiod};
use crate::indicators::{Memory, Operation};

/// The commodity channel index: how far the typical price is from its mean, in units of 0.015 mean
/// absolute deviations; 0 where nothing deviates.
pub(crate) static CCI: Operation = Operation {
    name: "CCI",
    version: 2,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |parameters| 12.0 + 1.6 * parameters[0],
    kernel,
    summary: "Commodity channel index: how unusual the typical price is among the last candles.",
    formula: "tp = (high + low + close) / 3; cci = (tp − mean(tp, n)) / (0.015 · mean(|tp − mean(tp, n)|, n))",
    source: "Donald Lambert, Commodities magazine, 1980",
    example: "df.cci = ta::CCI(df, 20);",
};

/// What rounding may leave of the difference of equal prices, against their size.
const NOISE: f64 = 1e-14;

/// The window's values are added in the order of the places of a ring, as TA-Lib adds them.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (high, low, close) = (inputs[0], inputs[1], inputs[2]);
    let period = seed::rows(parameters[0]);
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period - 1) else { return };
    let typical = |row: usize| (high[row] + low[row] + close[row]) / 3.0;
    let mut ring: Vec<f64> = (begin..first).map(typical).chain([0.0]).collect();
    let (count, mut place) = (period as f64, period - 1);
    for (out, row) in known.iter_mut().zip(first..) {
        let newest = typical(row);
        ring[place] = newest;
        place = (place + 1) % period;
        let mean = ring.iter().fold(0.0, |sum, price| sum + price) / count;
        let deviations = ring.iter().fold(0.0, |sum, price| sum + (price - mean).abs());
        let distance = newest - mean;
        let noise = NOISE * (newest.abs() + mean.abs());
        let flat = distance.abs() <= noise || deviations.abs() <= noise;
        *out = if flat { 0.0 } else { distance / (0.015 * (deviations / count)) };
    }
}
