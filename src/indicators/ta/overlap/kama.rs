//! KAMA: Kaufman's adaptive moving average.

use super::GROUP;
use crate::indicators::ta::standstill::Standstill;
use crate::indicators::ta::{PRICE, REAL, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The weight of a new price in an exponential average of 30, where prices go to and fro.
const SLOW: f64 = 2.0 / 31.0;

/// How much larger it is in an exponential average of 2, where they go straight.
const SPAN: f64 = 2.0 / 3.0 - SLOW;

/// Kaufman's adaptive moving average: an exponential average whose weight is the square of one that
/// lies between those of a period of 30 and a period of 2, the nearer to the latter the straighter
/// prices went over the last `timeperiod` rows.
///
/// The first price before the first value is where it begins. A period of 1 leaves the column as it is.
pub(crate) static KAMA: Operation = Operation {
    name: "KAMA",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| match warm_up::rows(parameters[0]) {
        1 => 0,
        period => period,
    },
    // At worst: where prices go nowhere, and it is the slowest.
    memory: Memory::Fading(|parameters| parameters[0] + 4.6 / (SLOW * SLOW)),
    cost: |_| 2.0,
    kernel,
    summary: "Kaufman's adaptive moving average: quick in trends, slow where prices go nowhere.",
    formula: "er = |price − price[n]| / sum(|price − price[1]|, n); kama = kama[1] + (er · (2/3 − 2/31) + 2/31)² · (price − kama[1])",
    source: "Perry Kaufman, Smarter Trading, 1995",
    example: "df.kama = ta::KAMA(df, 30);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    if period == 1 {
        outputs[0].copy_from_slice(source);
        return;
    }
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    vectorized(
        #[inline(always)]
        || average(&source[begin..], period, known),
    );
}

/// The running sum of the steps, as TA-Lib adds them up, to the bit: of rows that stand still it is 0,
/// without a rest of what was.
#[inline(always)]
fn average(source: &[f64], period: usize, out: &mut [f64]) {
    let step = |pair: &[f64]| (pair[1] - pair[0]).abs();
    let (mut way, mut still) = (0.0, Standstill::default());
    for pair in source[..period].windows(2) {
        way += step(pair);
        still.count(step(pair) == 0.0);
    }
    let mut average = source[period - 1];
    let mut gone = 0.0;
    let pairs = source.windows(2).zip(source[period - 1..].windows(2));
    for (out, (oldest, newest)) in out.iter_mut().zip(pairs) {
        way -= gone;
        way += step(newest);
        still.count(step(newest) == 0.0);
        if still.fills(period) {
            way = 0.0;
        }
        gone = step(oldest);
        let distance = newest[1] - oldest[0];
        let efficiency = if way <= distance { 1.0 } else { (distance / way).abs() };
        // Rounding makes no way straighter than straight.
        let efficiency = if efficiency > 1.0 { 1.0 } else { efficiency };
        let weight = efficiency.mul_add(SPAN, SLOW);
        average = seed::approach(average, newest[1], weight * weight);
        *out = average;
    }
}

#[cfg(test)]
mod tests {
    use super::KAMA;

    #[test]
    fn straight_prices_are_followed_closely() {
        let mut out = [0.0; 5];
        (KAMA.kernel)(&[&[f64::NAN, 1.0, 2.0, 11.0, 11.0]], &[2.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        // Four ninths of the way, the square of two thirds.
        assert!((out[3] - 6.0).abs() < 1e-12 && (out[4] - 74.0 / 9.0).abs() < 1e-12);
    }
}
