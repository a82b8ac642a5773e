//! CCI: the commodity channel index.

use super::{CANDLE, MOMENTUM, REAL, seed, timeperiod};
use crate::indicators::Operation;

/// The commodity channel index: how far the typical price is from its mean, in units of 0.015 mean
/// absolute deviations; 0 where nothing deviates.
pub(crate) static CCI: Operation = Operation {
    name: "CCI",
    version: 1,
    group: MOMENTUM,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    kernel,
    summary: "Commodity channel index: how unusual the typical price is among the last candles.",
    example: "df.cci = ta::CCI(df, 20);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (high, low, close) = (inputs[0], inputs[1], inputs[2]);
    let period = seed::rows(parameters[0]);
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period - 1) else { return };
    let typical: Vec<f64> =
        (begin..close.len()).map(|row| (high[row] + low[row] + close[row]) / 3.0).collect();
    for (out, window) in known.iter_mut().zip(typical[first + 1 - period - begin..].windows(period))
    {
        let count = period as f64;
        let mean = window.iter().sum::<f64>() / count;
        let deviation = window.iter().map(|price| (price - mean).abs()).sum::<f64>() / count;
        let distance = window[period - 1] - mean;
        let flat = distance == 0.0 || deviation == 0.0;
        *out = if flat { 0.0 } else { distance / (0.015 * deviation) };
    }
}
