//! MFI: the money flow index.

use super::{CANDLE_AND_VOLUME, MOMENTUM, REAL, seed, timeperiod};
use crate::indicators::Operation;
use crate::indicators::sliding::{Fold, Sliding};

/// The money flow index: `100 · rising / (rising + falling)` of typical price times volume, by
/// whether the typical price rose or fell; 0 where less than 1 has flowed.
pub(crate) static MFI: Operation = Operation {
    name: "MFI",
    version: 1,
    group: MOMENTUM,
    inputs: CANDLE_AND_VOLUME,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]),
    kernel,
    summary: "Money flow index: an RSI that is weighted by volume, 0 to 100.",
    example: "df.mfi = ta::MFI(df, 14);",
};

/// Money that flowed in and out.
#[derive(Clone, Copy)]
struct Flow {
    rising: f64,
    falling: f64,
}

impl Fold for Flow {
    const EMPTY: Self = Self { rising: 0.0, falling: 0.0 };

    fn join(self, other: Self) -> Self {
        Self { rising: self.rising + other.rising, falling: self.falling + other.falling }
    }
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (high, low, close, volume) = (inputs[0], inputs[1], inputs[2], inputs[3]);
    let period = seed::rows(parameters[0]);
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period) else { return };
    let typical = |row: usize| (high[row] + low[row] + close[row]) / 3.0;
    let mut window = Sliding::new(period, close.len() - begin);
    let mut before = typical(begin);
    let mut next = |row: usize| {
        let price = typical(row);
        let (change, money) = (price - before, price * volume[row]);
        before = price;
        window.push(if change < 0.0 {
            Flow { rising: 0.0, falling: money }
        } else if change > 0.0 {
            Flow { rising: money, falling: 0.0 }
        } else {
            // Neither, but a money flow that is no number stays one.
            Flow { rising: 0.0 * money, falling: 0.0 * money }
        })
    };
    (begin + 1..first).for_each(|row| {
        next(row);
    });
    for (out, row) in known.iter_mut().zip(first..) {
        let flow = next(row);
        let all = flow.rising + flow.falling;
        *out = if all < 1.0 { 0.0 } else { 100.0 * (flow.rising / all) };
    }
}
