//! BBANDS: Bollinger's bands.

use super::GROUP;
use crate::indicators::ta::deviations::variances;
use crate::indicators::ta::{BANDS, PRICE, average, real, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// Bollinger's bands: a moving average, and lines `nbdevup` and `nbdevdn` deviations around it.
///
/// The deviation is the population's (`ddof = 0`) around the plain mean of the window, whichever
/// average the middle band is.
pub(crate) static BBANDS: Operation = Operation {
    name: "BBANDS",
    version: 3,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        timeperiod(2.0, 20.0),
        real("nbdevup", 2.0),
        real("nbdevdn", 2.0),
        average::matype("matype", 0.0),
    ],
    outputs: BANDS,
    lookback: |parameters| {
        let period = warm_up::rows(parameters[0]);
        average::lookback(parameters[3], period).max(period - 1)
    },
    memory: Memory::Fading(|parameters| {
        average::memory(parameters[3], parameters[0]).max(parameters[0] - 1.0)
    }),
    cost: |parameters| 3.0 + average::cost(parameters[3], warm_up::rows(parameters[0])),
    kernel,
    summary: "Bollinger bands: a moving average with lines some standard deviations around it.",
    formula: "middleband = MA(price, n); upperband = middleband + nbdevup · stddev(price, n); lowerband = middleband − nbdevdn · stddev(price, n); the deviation is the population's",
    source: "John Bollinger, Bollinger on Bollinger Bands, 2001",
    example: "let bb = ta::BBANDS(df, 20, 2.0, 2.0, 0); df.lower = bb.lowerband;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [upper, middle, lower] = outputs else { return };
    let (source, period, matype) = (inputs[0], warm_up::rows(parameters[0]), parameters[3]);
    let (begin, lookback) = (warm_up::first_row(inputs), (BBANDS.lookback)(parameters));
    warm_up::split_off(upper, begin, lookback);
    warm_up::split_off(middle, begin, lookback);
    let Some((first, lower)) = warm_up::split_off(lower, begin, lookback) else { return };
    let bands = [&mut upper[first..], &mut middle[first..], lower];
    let (widths, window) = ([parameters[1], parameters[2]], &source[first + 1 - period..]);
    if average::is_simple(matype) {
        // In step with the deviation, which takes as long without it.
        around(seed::averages(window, period), variances(window, period), widths, bands);
    } else {
        let mut average = vec![0.0; source.len()];
        average::compute(matype, source, period, &mut average);
        let average = average[first..].iter().copied();
        around(average, variances(window, period), widths, bands);
    }
}

/// Writes the bands around an average.
fn around(
    average: impl Iterator<Item = f64>,
    variances: impl Iterator<Item = f64>,
    [above, below]: [f64; 2],
    [upper, middle, lower]: [&mut [f64]; 3],
) {
    let bands = upper.iter_mut().zip(middle).zip(lower);
    vectorized(
        #[inline(always)]
        || {
            for (((upper, middle), lower), (average, variance)) in bands.zip(average.zip(variances))
            {
                let deviation = variance.sqrt();
                *middle = average;
                // TA-Lib as it is built rounds the upper band once where the two distances differ.
                *upper = if above == below {
                    average + above * deviation
                } else {
                    above.mul_add(deviation, average)
                };
                *lower = average - below * deviation;
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::BBANDS;

    #[test]
    fn bands_lie_deviations_around_the_mean() {
        let (mut upper, mut middle, mut lower) = ([0.0; 4], [0.0; 4], [0.0; 4]);
        let source = [f64::NAN, 1.0, 3.0, 3.0];
        let outputs = &mut [&mut upper[..], &mut middle[..], &mut lower[..]];
        (BBANDS.kernel)(&[&source], &[2.0, 2.0, 1.0, 0.0], outputs);
        assert!([upper, middle, lower].iter().all(|band| band[..2].iter().all(|x| x.is_nan())));
        assert_eq!((upper[2], middle[2], lower[2]), (4.0, 2.0, 1.0));
        assert_eq!((upper[3], middle[3], lower[3]), (3.0, 3.0, 3.0));
    }
}
