//! STDDEV: the standard deviation.

use super::{PRICE, REAL, STATISTIC, seed, timeperiod};
use crate::indicators::deviations::Deviations;
use crate::indicators::{Operation, Parameter};

/// The population's standard deviation (`ddof = 0`) of the window, times `nbdev`.
pub(crate) static STDDEV: Operation = Operation {
    name: "STDDEV",
    version: 2,
    group: STATISTIC,
    inputs: PRICE,
    parameters: &[
        timeperiod(2.0, 5.0),
        Parameter { name: "nbdev", integer: false, low: -3e37, high: 3e37, default: Some(1.0) },
    ],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    kernel,
    summary: "Standard deviation of the last candles, as of a whole population.",
    example: "df.std = ta::STDDEV(df, 20, 1.0);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period - 1) else { return };
    let mut deviations = Deviations::new(&source[begin..first], source[begin], period);
    for (out, window) in known.iter_mut().zip(source[begin..].windows(period)) {
        *out = deviations.next(window) * parameters[1];
    }
}
