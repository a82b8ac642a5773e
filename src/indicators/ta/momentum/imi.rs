//! IMI: the intraday momentum index.

use super::GROUP;
use crate::indicators::ta::{REAL, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Input, Memory, Operation};

/// The intraday momentum index: `100 · rises / (rises + falls)` of the candles' bodies over the
/// window; 50 where all bodies are 0.
pub(crate) static IMI: Operation = Operation {
    name: "IMI",
    version: 1,
    group: GROUP,
    inputs: &[Input { name: "open", column: "open" }, Input { name: "close", column: "close" }],
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |parameters| 2.0 + 0.3 * parameters[0],
    kernel: |inputs, parameters, outputs| {
        vectorized(
            #[inline(always)]
            || kernel(inputs, warm_up::rows(parameters[0]), outputs[0]),
        );
    },
    summary: "Intraday momentum index: how much of the candles' bodies was white, 0 to 100.",
    formula: "100 · sum(close − open where above 0, n) / sum(|close − open|, n); 50 where all bodies are 0",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    example: "df.imi = ta::IMI(df, 14);",
};

/// How many rows are computed beside each other.
const LANES: usize = 8;

/// Each window is summed on its own, the oldest body first: TA-Lib's arithmetic, to the bit.
#[inline(always)]
fn kernel(inputs: &[&[f64]], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(out, begin, period - 1) else { return };
    let (mut open, mut close) = (&inputs[0][begin..], &inputs[1][begin..]);
    let (blocks, rest) = known.as_chunks_mut::<LANES>();
    for out in blocks {
        *out = indexes(open, close, period);
        (open, close) = (&open[LANES..], &close[LANES..]);
    }
    for out in rest {
        [*out] = indexes(open, close, period);
        (open, close) = (&open[1..], &close[1..]);
    }
}

/// The indexes of `N` windows, of which the first begins with the first row.
#[inline(always)]
fn indexes<const N: usize>(open: &[f64], close: &[f64], period: usize) -> [f64; N] {
    let (mut rises, mut falls) = ([0.0; N], [0.0; N]);
    for (open, close) in open.windows(N).zip(close.windows(N)).take(period) {
        for lane in 0..N {
            let body = close[lane] - open[lane];
            rises[lane] += if body > 0.0 { body } else { 0.0 };
            falls[lane] -= if body > 0.0 { 0.0 } else { body };
        }
    }
    std::array::from_fn(|lane| {
        let both = rises[lane] + falls[lane];
        if both == 0.0 { 50.0 } else { 100.0 * (rises[lane] / both) }
    })
}

#[cfg(test)]
mod tests {
    use super::IMI;

    #[test]
    fn white_bodies_weigh_against_black_ones() {
        let open = [1.0; 12];
        let close = [2.0, 4.0, 0.0, 1.0, 1.0, f64::NAN, 2.0, 2.0, 2.0, 2.0, 0.0, 0.0];
        let mut out = [0.0; 12];
        (IMI.kernel)(&[&open, &close], &[2.0], &mut [&mut out]);
        assert_eq!(out[1..5], [100.0, 75.0, 0.0, 50.0]);
        assert!(out[0].is_nan() && out[5].is_nan() && out[6].is_nan());
        assert_eq!(out[7..], [100.0, 100.0, 100.0, 50.0, 0.0]);
    }
}
