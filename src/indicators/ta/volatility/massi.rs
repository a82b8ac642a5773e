//! MASSI: the mass index.

use super::GROUP;
use crate::indicators::ta::ring::Ring;
use crate::indicators::ta::{HIGH_LOW, REAL, period, seed, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// The mass index: how many times its own average the averaged range is, summed over `slowperiod`
/// candles. Both averages are exponential; a flat market counts 1.
pub(crate) static MASSI: Operation = Operation {
    name: "MASSI",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[period("fastperiod", 2.0, 9.0), period("slowperiod", 2.0, 25.0)],
    outputs: REAL,
    lookback: |parameters| {
        2 * (warm_up::rows(parameters[0]) - 1) + warm_up::rows(parameters[1]) - 1
    },
    memory: Memory::Fading(|parameters| {
        memory::cascade(2, memory::exponential(parameters[0])) + parameters[1]
    }),
    cost: |_| 2.0,
    kernel,
    summary: "Mass index: rises when ranges widen, as they do before a trend turns.",
    formula: "ema = EMA(high − low, fastperiod); massi = sum(ema / EMA(ema, fastperiod), slowperiod)",
    source: "Donald Dorsey, The Mass Index, Stocks & Commodities, 1992",
    example: "df.bulge = ta::MASSI(df, 9, 25) > 27.0;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (fast, slow) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let (begin, lookback) = (warm_up::first_row(inputs), (MASSI.lookback)(parameters));
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, lookback) else { return };
    vectorized(
        #[inline(always)]
        || {
            let rows = inputs[0][begin..].iter().zip(&inputs[1][begin..]);
            let mut ranges = rows.map(|(high, low)| high - low);
            let (weight, count) = (seed::weight(fast), fast as f64);
            let sum = ranges.by_ref().take(fast).fold(0.0, |sum, range| sum + range);
            let mut once = sum / count;
            let mut sum = once;
            for range in ranges.by_ref().take(fast - 1) {
                once = seed::approach(once, range, weight);
                sum += once;
            }
            let mut twice = sum / count;
            let (mut ratios, mut total) = (Ring::new(slow), 0.0);
            let mut add = |once: f64, twice: f64| {
                let ratio = if twice == 0.0 { 1.0 } else { once / twice };
                total = total - ratios.push(ratio) + ratio;
                total
            };
            add(once, twice);
            let mut next = |range: f64| {
                once = seed::approach(once, range, weight);
                twice = seed::approach(twice, once, weight);
                add(once, twice)
            };
            for range in ranges.by_ref().take(slow - 2) {
                next(range);
            }
            for (out, range) in known.iter_mut().zip(ranges) {
                *out = next(range);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::MASSI;

    #[test]
    fn steady_ranges_count_one_each() {
        for range in [0.0, 3.0] {
            let mut out = [0.0; 9];
            (MASSI.kernel)(&[&[range; 9], &[0.0; 9]], &[3.0, 4.0], &mut [&mut out]);
            assert!(out[..7].iter().all(|value| value.is_nan()));
            assert_eq!(out[7..], [4.0, 4.0]);
        }
    }
}
