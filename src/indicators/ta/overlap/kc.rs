//! KC: Keltner's channel.

use super::GROUP;
use crate::indicators::ta::directional::Candles;
use crate::indicators::ta::{BANDS, CANDLE, period, real, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// Keltner's channel: the exponential average of the typical price, and lines `nbdev` average true
/// ranges around it.
///
/// Both averages begin with the plain mean of their window on the first row where the longer one is
/// known.
pub(crate) static KC: Operation = Operation {
    name: "KC",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 20.0), period("atrperiod", 1.0, 10.0), real("nbdev", 2.0)],
    outputs: BANDS,
    lookback: |parameters| (warm_up::rows(parameters[0]) - 1).max(warm_up::rows(parameters[1])),
    memory: Memory::Fading(|parameters| {
        memory::exponential(parameters[0]).max(memory::wilder(parameters[1]))
    }),
    cost: |_| 4.0,
    kernel,
    summary: "Keltner channel: an average of prices with lines some average ranges around it.",
    formula: "middleband = EMA((high + low + close) / 3, timeperiod); upperband and lowerband = middleband ± nbdev · ATR(atrperiod)",
    source: "Chester Keltner, How To Make Money in Commodities, 1960; Linda Raschke's form with the true range",
    example: "let kc = ta::KC(df, 20, 10, 2.0); df.upper = kc.upperband;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [upper, middle, lower] = outputs else { return };
    let (slow, wild) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let (begin, lookback) = (warm_up::first_row(inputs), (KC.lookback)(parameters));
    warm_up::split_off(upper, begin, lookback);
    warm_up::split_off(middle, begin, lookback);
    let Some((first, lower)) = warm_up::split_off(lower, begin, lookback) else { return };

    let middle = &mut middle[first..];
    let from = first + 1 - slow;
    let candles = inputs[0][from..].iter().zip(&inputs[1][from..]).zip(&inputs[2][from..]);
    let mut prices = candles.map(|((high, low), close)| (high + low + close) / 3.0);
    let mut ranges = Candles::new(inputs).true_ranges(first + 1 - wild);
    middle[0] = prices.by_ref().take(slow).fold(0.0, |sum, price| sum + price) / slow as f64;
    lower[0] = ranges.by_ref().take(wild).fold(0.0, |sum, range| sum + range) / wild as f64;
    vectorized(
        #[inline(always)]
        || {
            seed::continue_ema(prices, seed::weight(slow), middle);
            seed::continue_wilder(ranges, wild, lower);
        },
    );
    for ((upper, middle), lower) in upper[first..].iter_mut().zip(middle).zip(lower) {
        let width = *lower * parameters[2];
        (*upper, *lower) = (*middle + width, *middle - width);
    }
}

#[cfg(test)]
mod tests {
    use super::KC;

    #[test]
    fn bands_lie_ranges_around_the_average() {
        let close = [3.0, 6.0, 9.0];
        let (high, low) = (close.map(|close| close + 1.0), close.map(|close| close - 1.0));
        let (mut upper, mut middle, mut lower) = ([0.0; 3], [0.0; 3], [0.0; 3]);
        let outputs = &mut [&mut upper[..], &mut middle[..], &mut lower[..]];
        (KC.kernel)(&[&high, &low, &close], &[2.0, 1.0, 0.5], outputs);
        assert!([upper[0], middle[0], lower[0]].iter().all(|value| value.is_nan()));
        assert_eq!((upper[1], middle[1], lower[1]), (6.5, 4.5, 2.5));
        assert_eq!((upper[2], middle[2], lower[2]), (9.5, 7.5, 5.5));
    }
}
