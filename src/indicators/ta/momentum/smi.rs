//! SMI: the stochastic momentum index.

use super::GROUP;
use super::exponential::Exponential;
use crate::indicators::ta::extremes::{Search, ranges};
use crate::indicators::ta::{CANDLE, period, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, Output, memory};

/// The stochastic momentum index: how far the close is from the middle of the range of `timeperiod`
/// rows, against half that range, percent, both averaged over `slowperiod` and then over `fastperiod`
/// rows; and the index's own average (the signal).
///
/// 0 where there has been no range.
pub(crate) static SMI: Operation = Operation {
    name: "SMI",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[
        period("timeperiod", 2.0, 13.0),
        period("fastperiod", 2.0, 2.0),
        period("slowperiod", 2.0, 25.0),
        period("signalperiod", 2.0, 9.0),
    ],
    outputs: &[Output::real("smi"), Output::real("smisignal")],
    lookback: |parameters| parameters.iter().map(|parameter| warm_up::rows(*parameter) - 1).sum(),
    memory: Memory::Fading(|parameters| {
        let [time, averages @ ..] = parameters else { return 0.0 };
        time + averages.iter().map(|period| memory::exponential(*period)).sum::<f64>()
    }),
    cost: |_| 5.0,
    kernel,
    summary: "Stochastic momentum index: where the close stands around the middle of the range, −100 to 100.",
    formula: "smi = 100 · smooth(close − middle) / (smooth(range) / 2) with range = highest(high, timeperiod) − lowest(low, timeperiod), middle = lowest + range / 2, smooth(x) = EMA(EMA(x, slowperiod), fastperiod); smisignal = EMA(smi, signalperiod)",
    source: "William Blau, Stocks & Commodities, 1993",
    example: "let smi = ta::SMI(df, 13, 2, 25, 9); df.smi = smi.smi;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [indices, signals] = outputs else { return };
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    let lookback = (SMI.lookback)(parameters);
    warm_up::split_off(indices, begin, lookback);
    let Some((first, _)) = warm_up::split_off(signals, begin, lookback) else { return };
    let mut index = Index::new(&parameters[1..]);
    let candles = [&inputs[0][begin..], &inputs[1][begin..]];
    ranges(candles, period, Search::Rows, |window, highest, lowest| {
        let offset = begin + period - 1 + window;
        let rows = offset..offset + highest.len();
        let close = &inputs[2][rows.clone()];
        let (indices, signals) = (&mut indices[rows.clone()], &mut signals[rows.clone()]);
        let warm = (first + 1).saturating_sub(offset).min(rows.len());
        for at in 0..warm {
            if let Some(lines) = index.warm((highest[at], lowest[at], close[at])) {
                (indices[at], signals[at]) = lines;
            }
        }
        let candles = highest[warm..].iter().zip(&lowest[warm..]).zip(&close[warm..]);
        let lines = indices[warm..].iter_mut().zip(&mut signals[warm..]);
        index = vectorized(
            #[inline(always)]
            || {
                let mut index = index;
                for (line, ((high, low), close)) in lines.zip(candles) {
                    (*line.0, *line.1) = index.next((*high, *low, *close));
                }
                index
            },
        );
    });
}

/// The averages that the index is made of.
#[derive(Clone, Copy)]
struct Index {
    distance: (Exponential, Exponential),
    range: (Exponential, Exponential),
    signal: Exponential,
}

impl Index {
    /// Nothing averaged yet; the periods are the fast, the slow and the signal's.
    fn new(periods: &[f64]) -> Self {
        let [fast, slow, signal] = [0, 1, 2].map(|at| Exponential::new(warm_up::rows(periods[at])));
        Self { distance: (slow, fast), range: (slow, fast), signal }
    }

    /// Takes a highest high, a lowest low and a close of the warm-up, whose last row has the first index
    /// and its signal.
    fn warm(&mut self, candle: (f64, f64, f64)) -> Option<(f64, f64)> {
        let (distance, range) = parts(candle);
        let distance = self.distance.0.warm(distance).and_then(|once| self.distance.1.warm(once));
        let range = self.range.0.warm(range).and_then(|once| self.range.1.warm(once));
        let value = quotient(distance?, range?);
        Some((value, self.signal.warm(value)?))
    }

    /// The index and its signal with one candle more.
    #[inline(always)]
    fn next(&mut self, candle: (f64, f64, f64)) -> (f64, f64) {
        let (distance, range) = parts(candle);
        let distance = self.distance.1.next(self.distance.0.next(distance));
        let range = self.range.1.next(self.range.0.next(range));
        let value = quotient(distance, range);
        (value, self.signal.next(value))
    }
}

/// How far the close is from the middle, and the range.
#[inline(always)]
fn parts((high, low, close): (f64, f64, f64)) -> (f64, f64) {
    (close - (high + low) * 0.5, high - low)
}

/// The distance against half the range, percent.
#[inline(always)]
fn quotient(distance: f64, range: f64) -> f64 {
    let half = 0.5 * range;
    if half > 0.0 { 100.0 * distance / half } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::SMI;

    #[test]
    fn closes_on_the_high_are_100_and_flat_candles_0() {
        let smi = |high: &[f64], low: &[f64]| {
            let (mut lines, mut signals) = (vec![0.0; high.len()], vec![0.0; high.len()]);
            let outputs = &mut [&mut lines[..], &mut signals[..]];
            (SMI.kernel)(&[high, low, high], &[2.0; 4], outputs);
            assert!(lines[..4].iter().chain(&signals[..4]).all(|value| value.is_nan()));
            (lines[4..].to_vec(), signals[4..].to_vec())
        };
        assert_eq!(smi(&[2.0; 7], &[1.0; 7]), (vec![100.0; 3], vec![100.0; 3]));
        assert_eq!(smi(&[2.0; 7], &[2.0; 7]), (vec![0.0; 3], vec![0.0; 3]));
    }
}
