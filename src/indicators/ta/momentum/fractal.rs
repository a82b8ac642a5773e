//! FRACTAL: Williams' fractals.

use super::GROUP;
use crate::indicators::ta::extremes::{Highest, Lowest, Side};
use crate::indicators::ta::{HIGH_LOW, period, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, Output};

/// Williams' fractals: 100 where the candle `rightbars` ago has a higher high than all `leftbars`
/// candles before it and all since, and the same of lower lows; else 0.
///
/// The candle that closes the window tells of it, so nothing is known before its time. A NaN is
/// passed over, but where the window begins with one there is no fractal.
pub(crate) static FRACTAL: Operation = Operation {
    name: "FRACTAL",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[period("leftbars", 1.0, 2.0), period("rightbars", 1.0, 2.0)],
    outputs: &[Output::integer("swinghigh"), Output::integer("swinglow")],
    lookback: |parameters| warm_up::rows(parameters[0]) + warm_up::rows(parameters[1]),
    memory: Memory::Window,
    cost: |parameters| 2.0 + 0.2 * (parameters[0] + parameters[1]),
    kernel,
    summary: "Williams' fractals: 100 when a swing high or a swing low is complete, some candles after it.",
    formula: "swinghigh = 100 where high[right] > every other high of the last left + right + 1; swinglow = 100 where low[right] < every other low of them; else 0",
    source: "Bill Williams, Trading Chaos, 1995",
    example: "let fractal = ta::FRACTAL(df, 2, 2); df.top = fractal.swinghigh == 100;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [highs, lows] = outputs else { return };
    let around = [warm_up::rows(parameters[0]), warm_up::rows(parameters[1])];
    let begin = warm_up::first_row(inputs);
    vectorized(
        #[inline(always)]
        || {
            swings::<Highest>(inputs[0], begin, around, highs);
            swings::<Lowest>(inputs[1], begin, around, lows);
        },
    );
}

/// How many rows are computed beside each other.
const LANES: usize = 16;

/// Writes the fractals of one side.
#[inline(always)]
fn swings<S: Side>(source: &[f64], begin: usize, [left, right]: [usize; 2], out: &mut [f64]) {
    let first = begin.saturating_add(left + right).min(out.len());
    let (unknown, known) = out.split_at_mut(first);
    unknown.fill(0.0);
    let mut rows = &source[begin..];
    let (blocks, rest) = known.as_chunks_mut::<LANES>();
    for out in blocks {
        *out = stand_out::<S, _>(rows, left, right);
        rows = &rows[LANES..];
    }
    for out in rest {
        [*out] = stand_out::<S, _>(rows, left, right);
        rows = &rows[1..];
    }
}

/// Whether the pivots of `N` windows, of which the first begins with the first row, stand out.
#[inline(always)]
fn stand_out<S: Side, const N: usize>(rows: &[f64], left: usize, right: usize) -> [f64; N] {
    let mut others = [0.0; N];
    others.copy_from_slice(&rows[..N]);
    let before = rows[1..].windows(N).take(left - 1);
    let after = rows[left + 1..].windows(N).take(right);
    for values in before.chain(after) {
        for lane in 0..N {
            others[lane] = S::outer(values[lane], others[lane]);
        }
    }
    let pivots = &rows[left..left + N];
    std::array::from_fn(|lane| if S::beats(pivots[lane], others[lane]) { 100.0 } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::FRACTAL;

    #[test]
    fn a_swing_stands_out_on_both_sides() {
        let mut high = vec![5.0; 30];
        (high[9], high[20], high[21]) = (7.0, 7.0, 7.0);
        let low: Vec<f64> = high.iter().map(|high| -high).collect();
        let (mut highs, mut lows) = (vec![1.0; 30], vec![1.0; 30]);
        let outputs = &mut [&mut highs[..], &mut lows[..]];
        (FRACTAL.kernel)(&[&high, &low], &[3.0, 2.0], outputs);
        let expected = |row: usize| if row == 11 { 100.0 } else { 0.0 };
        assert!((0..30).map(expected).eq(highs));
        assert!((0..30).map(expected).eq(lows));
    }
}
