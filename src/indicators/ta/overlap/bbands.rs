//! BBANDS: Bollinger's bands.

use super::GROUP;
use crate::indicators::deviations::Deviations;
use crate::indicators::ta::{BANDS, PRICE, average, real, seed, timeperiod};
use crate::indicators::{Memory, Operation};

/// Bollinger's bands: a moving average, and lines `nbdevup` and `nbdevdn` deviations around it.
///
/// The deviation is the population's (`ddof = 0`) around the plain mean of the window, whichever
/// average the middle band is: `matype` 0 is SMA, 1 is EMA.
pub(crate) static BBANDS: Operation = Operation {
    name: "BBANDS",
    version: 2,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        timeperiod(2.0, 20.0),
        real("nbdevup", 2.0),
        real("nbdevdn", 2.0),
        average::matype("matype", 0.0),
    ],
    outputs: BANDS,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 20.0,
    kernel,
    summary: "Bollinger bands: a moving average with lines some standard deviations around it.",
    formula: "middleband = MA(price, n); upperband = middleband + nbdevup · stddev(price, n); lowerband = middleband − nbdevdn · stddev(price, n); the deviation is the population's",
    source: "John Bollinger, Bollinger on Bollinger Bands, 2001",
    example: "let bb = ta::BBANDS(df, 20, 2.0, 2.0, 0); df.lower = bb.lowerband;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [upper, middle, lower] = outputs else { return };
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let (above, below) = (parameters[1], parameters[2]);
    average::compute(parameters[3], source, period, middle);

    let begin = seed::first_row(inputs);
    seed::warm_up(lower, begin, period - 1);
    let Some((first, _)) = seed::warm_up(upper, begin, period - 1) else { return };
    let mut deviations = Deviations::new(&source[begin..first], source[begin], period);
    for (row, window) in (first..).zip(source[begin..].windows(period)) {
        let deviation = deviations.next(window);
        // TA-Lib as it is built rounds the upper band once where the two distances differ.
        upper[row] = if above == below {
            middle[row] + above * deviation
        } else {
            above.mul_add(deviation, middle[row])
        };
        lower[row] = middle[row] - below * deviation;
    }
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
