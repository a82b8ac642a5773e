//! ACCBANDS: Headley's acceleration bands.

use super::GROUP;
use crate::indicators::ta::equal::are_equal;
use crate::indicators::ta::{BANDS, CANDLE, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// Headley's acceleration bands: the averages of the close, and of highs and lows that are pushed apart
/// by four times the candle's range against the sum of its high and low. Where that sum is 0 but
/// for rounding, the high and the low count as they are.
pub(crate) static ACCBANDS: Operation = Operation {
    name: "ACCBANDS",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 20.0)],
    outputs: BANDS,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel,
    summary: "Acceleration bands: averages of the close and of highs and lows pushed apart by the candles' ranges.",
    formula: "w = 4 · (high − low) / (high + low); upperband = SMA(high · (1 + w), n); middleband = SMA(close, n); lowerband = SMA(low · (1 − w), n)",
    source: "Price Headley, Big Trends in Trading, 2002",
    example: "let ab = ta::ACCBANDS(df, 20); df.upper = ab.upperband;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [upper, middle, lower] = outputs else { return };
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    warm_up::split_off(upper, begin, period - 1);
    warm_up::split_off(middle, begin, period - 1);
    let Some((first, lower)) = warm_up::split_off(lower, begin, period - 1) else { return };
    let candles = |row: usize| {
        let (high, low) = (inputs[0][row..].iter(), inputs[1][row..].iter());
        high.zip(low).zip(&inputs[2][row..]).map(pushed)
    };
    let mut sums = candles(begin)
        .take(period - 1)
        .fold([0.0; 3], |sums, value| [sums[0] + value[0], sums[1] + value[1], sums[2] + value[2]]);
    let mut rows = candles(first).zip(candles(begin));
    let parts = upper[first..].chunks_mut(PART).zip(middle[first..].chunks_mut(PART));
    for ((upper, middle), lower) in parts.zip(lower.chunks_mut(PART)) {
        let outs = upper.iter_mut().zip(middle.iter_mut()).zip(lower.iter_mut());
        for (((upper, middle), lower), (newest, oldest)) in outs.zip(rows.by_ref()) {
            for (sum, newest) in sums.iter_mut().zip(newest) {
                *sum += newest;
            }
            (*upper, *middle, *lower) = (sums[0], sums[1], sums[2]);
            for (sum, oldest) in sums.iter_mut().zip(oldest) {
                *sum -= oldest;
            }
        }
        for sums in [upper, middle, lower] {
            vectorized(
                #[inline(always)]
                || divide(sums, period as f64),
            );
        }
    }
}

/// How many rows are added up before their sums are divided, many at once.
const PART: usize = 512;

#[inline(always)]
fn divide(sums: &mut [f64], count: f64) {
    for sum in sums {
        *sum /= count;
    }
}

/// What a candle adds to the upper, the middle and the lower band.
#[inline(always)]
fn pushed(((high, low), close): ((&f64, &f64), &f64)) -> [f64; 3] {
    let sum = high + low;
    if are_equal(*high, -low) {
        return [*high, *close, *low];
    }
    let width = 4.0 * (high - low) / sum;
    [high * (1.0 + width), *close, low * (1.0 - width)]
}

#[cfg(test)]
mod tests {
    use super::ACCBANDS;

    #[test]
    fn wide_candles_push_the_bands_apart() {
        let (high, low, close) = ([5.0, 3.0, 1.0], [3.0, 3.0, -1.0], [4.0, 3.0, 2.0]);
        let (mut upper, mut middle, mut lower) = ([0.0; 3], [0.0; 3], [0.0; 3]);
        let outputs = &mut [&mut upper[..], &mut middle[..], &mut lower[..]];
        (ACCBANDS.kernel)(&[&high, &low, &close], &[2.0], outputs);
        assert!([upper[0], middle[0], lower[0]].iter().all(|value| value.is_nan()));
        assert_eq!((upper[1], middle[1], lower[1]), (6.5, 3.5, 1.5));
        assert_eq!((upper[2], middle[2], lower[2]), (2.0, 2.5, 1.0));
    }
}
