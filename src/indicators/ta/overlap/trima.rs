//! TRIMA: the triangular moving average.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The triangular moving average: weights rise by one from the oldest value of the window to its
/// middle, and fall by one to the newest.
pub(crate) static TRIMA: Operation = Operation {
    name: "TRIMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 2.5,
    kernel,
    summary: "Triangular moving average: the candles in the middle of the window weigh most.",
    formula: "SMA(SMA(price, (n + 1) / 2), n / 2 + 1), both rounded down",
    source: "common",
    example: "df.trima = ta::TRIMA(df, 30);",
};

/// One sum of the older half, one of the newer, and the weighted one of both: TA-Lib's arithmetic, to
/// the bit. In an odd period the middle belongs to the older half.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    let (older, odd) = (period.div_ceil(2), period % 2 == 1);
    let share = 1.0 / (older as f64 * (period / 2 + 1) as f64);
    let (old, new) = source[begin..=first].split_at(older);
    let add = |(sum, weighted): (f64, f64), value: &f64| (sum + value, weighted + (sum + value));
    let (mut falling, weighted) = old.iter().rev().fold((0.0, 0.0), add);
    let (mut rising, mut weighted) = new.iter().fold((0.0, weighted), add);
    known[0] = weighted * share;
    let middles = &source[begin + older..];
    let values = source[first + 1..].iter().zip(middles).zip(&source[begin..]);
    for (out, ((newest, middle), oldest)) in known[1..].iter_mut().zip(values) {
        weighted -= falling;
        falling -= oldest;
        falling += middle;
        if odd {
            weighted += rising;
            rising -= middle;
        } else {
            rising -= middle;
            weighted += rising;
        }
        rising += newest;
        weighted += newest;
        *out = weighted * share;
    }
}

#[cfg(test)]
mod tests {
    use super::TRIMA;

    fn trima(source: &[f64], period: f64) -> Vec<f64> {
        let mut out = vec![0.0; source.len()];
        (TRIMA.kernel)(&[source], &[period], &mut [&mut out]);
        out
    }

    #[test]
    fn the_middle_weighs_most() {
        let source = [4.0, 0.0, 8.0, 0.0, 4.0];
        assert_eq!(trima(&source, 3.0)[2..], [3.0, 4.0, 3.0]);
        assert_eq!(trima(&source, 4.0)[3..], [20.0 * (1.0 / 6.0); 2]);
    }
}
