//! QSTICK: the average body of the candles.

use super::GROUP;
use crate::indicators::ta::{REAL, timeperiod, warm_up};
use crate::indicators::{Input, Memory, Operation};

/// The simple moving average of how far candles close above their open.
pub(crate) static QSTICK: Operation = Operation {
    name: "QSTICK",
    version: 1,
    group: GROUP,
    inputs: &[Input { name: "open", column: "open" }, Input { name: "close", column: "close" }],
    parameters: &[timeperiod(1.0, 10.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.0,
    kernel,
    summary: "Qstick: how far the last candles closed above their open on average.",
    formula: "sum(close − open, n) / n",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    example: "df.qstick = ta::QSTICK(df, 8);",
};

/// A running sum as in [`seed::sma`].
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    let bodies = |from: usize| {
        inputs[1][from..].iter().zip(&inputs[0][from..]).map(|(close, open)| close - open)
    };
    let mut sum = bodies(begin).take(period - 1).fold(0.0, |sum, body| sum + body);
    let count = period as f64;
    for (out, (newest, oldest)) in known.iter_mut().zip(bodies(first).zip(bodies(begin))) {
        sum += newest;
        *out = sum / count;
        sum -= oldest;
    }
}
