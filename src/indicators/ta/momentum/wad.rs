//! WAD: Williams' accumulation/distribution.

use super::GROUP;
use crate::indicators::ta::{CANDLE, REAL, warm_up};
use crate::indicators::{Memory, Operation};

/// Williams' accumulation/distribution: a running sum of how far rising closes are above the true low,
/// and falling ones below the true high.
///
/// The true low is the candle's or the close before, whichever is lower; the true high likewise. It
/// begins with 0. An equal close, and one beside a close that is NaN, leave it as it is.
pub(crate) static WAD: Operation = Operation {
    name: "WAD",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 1.0,
    kernel,
    summary: "Williams' accumulation/distribution: a running sum of how far closes got from the extremes of their candles.",
    formula: "wad = wad[1] + (close − min(low, close[1]) where close > close[1], close − max(high, close[1]) where close < close[1], else 0)",
    source: "Larry Williams, as given in Steven Achelis, Technical Analysis from A to Z, 2000",
    example: "df.wad = ta::WAD(df);",
};

fn kernel(inputs: &[&[f64]], _: &[f64], outputs: &mut [&mut [f64]]) {
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, 0) else { return };
    let [high, low, close] = [0, 1, 2].map(|at| &inputs[at][first..]);
    known[0] = 0.0;
    let mut sum = 0.0;
    let candles = high[1..].iter().zip(&low[1..]).zip(close.windows(2));
    for (out, ((high, low), closes)) in known[1..].iter_mut().zip(candles) {
        let (before, now) = (closes[0], closes[1]);
        let true_low = if before < *low { before } else { *low };
        let true_high = if before > *high { before } else { *high };
        // Both are computed: without a branch, which the processor would mispredict.
        let fallen = if now < before { now - true_high } else { 0.0 };
        sum += if now > before { now - true_low } else { fallen };
        *out = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::WAD;

    #[test]
    fn gaps_count_and_equal_closes_do_not() {
        let (high, low) = ([6.0, 9.0, 9.0, 4.0], [4.0, 7.0, 7.0, 2.0]);
        let mut out = [f64::NAN; 4];
        (WAD.kernel)(&[&high, &low, &[5.0, 8.0, 8.0, 3.0]], &[], &mut [&mut out]);
        // Up from 5 although the low is 7; down from 8 although the high is 4.
        assert_eq!(out, [0.0, 3.0, 3.0, -2.0]);
    }
}
