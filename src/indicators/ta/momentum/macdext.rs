//! MACDEXT: MACD of any averages.

use super::GROUP;
use super::macd::LINES;
use crate::indicators::ta::{PRICE, average, period, warm_up};
use crate::indicators::{Memory, Operation};

/// MACD with a kind of average for each of its three lines.
///
/// Both averages begin on the row where the one that needs more rows does. The longer period is the
/// slow one, whichever is named so, and its kind goes with it.
pub(crate) static MACDEXT: Operation = Operation {
    name: "MACDEXT",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        period("fastperiod", 2.0, 12.0),
        average::matype("fastmatype", 0.0),
        period("slowperiod", 2.0, 26.0),
        average::matype("slowmatype", 0.0),
        period("signalperiod", 1.0, 9.0),
        average::matype("signalmatype", 0.0),
    ],
    outputs: LINES,
    lookback: |parameters| {
        let [one, other, signal] = averages(parameters).map(Average::lookback);
        one.max(other) + signal
    },
    memory: Memory::Fading(|parameters| {
        let [one, other, signal] = averages(parameters).map(Average::memory);
        one.max(other) + signal
    }),
    cost: |parameters| 1.0 + averages(parameters).map(Average::cost).iter().sum::<f64>(),
    kernel,
    summary: "MACD with a kind of moving average of your own for each line.",
    formula: "macd = MA(price, fastperiod) − MA(price, slowperiod); macdsignal = MA(macd, signalperiod); macdhist = macd − macdsignal",
    source: "TA-Lib, after Gerald Appel's MACD",
    example: "let macd = ta::MACDEXT(df, 12, 1, 26, 1, 9, 0); df.hist = macd.macdhist;",
};

/// A kind of average and its period.
#[derive(Clone, Copy)]
struct Average {
    period: usize,
    matype: f64,
}

impl Average {
    fn lookback(self) -> usize {
        average::lookback(self.matype, self.period)
    }

    fn memory(self) -> f64 {
        average::memory(self.matype, self.period as f64)
    }

    fn cost(self) -> f64 {
        average::cost(self.matype, self.period)
    }

    /// Writes the average from the row `first` on as if the column began a lookback before that.
    fn write(self, source: &[f64], first: usize, out: &mut [f64]) {
        let begin = (first - self.lookback()).min(source.len());
        average::smooth(self.matype, source, begin, self.period, out);
    }
}

/// The fast one, the slow one and the signal's, as they are named.
fn averages(parameters: &[f64]) -> [Average; 3] {
    let average =
        |at: usize| Average { period: warm_up::rows(parameters[at]), matype: parameters[at + 1] };
    [0, 2, 4].map(average)
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [macd, signals, histogram] = outputs else { return };
    let [mut fast, mut slow, signal] = averages(parameters);
    if slow.period < fast.period {
        (fast, slow) = (slow, fast);
    }
    let begin = warm_up::first_row(inputs);
    let first = begin + fast.lookback().max(slow.lookback());
    fast.write(inputs[0], first, macd);
    slow.write(inputs[0], first, histogram);
    for (fast, slow) in macd.iter_mut().zip(histogram.iter()) {
        *fast -= slow;
    }
    signal.write(macd, first + signal.lookback(), signals);
    let first = (first + signal.lookback()).min(macd.len());
    macd[..first].fill(f64::NAN);
    for (out, (macd, signal)) in histogram.iter_mut().zip(macd.iter().zip(signals.iter())) {
        *out = macd - signal;
    }
}

#[cfg(test)]
mod tests {
    use super::MACDEXT;

    #[test]
    fn lines_of_plain_averages() {
        let source = [6.0, 12.0, 18.0, 30.0, 54.0, 42.0];
        let mut lines = [[0.0; 6]; 3];
        let [macd, signal, histogram] = &mut lines;
        let parameters = [2.0, 0.0, 3.0, 0.0, 2.0, 0.0];
        (MACDEXT.kernel)(&[&source], &parameters, &mut [macd, signal, histogram]);
        assert!(lines.iter().all(|line| line[..3].iter().all(|value| value.is_nan())));
        // The first MACD, 15 − 12 on the third row, is only seen in the signal.
        let expected = [[4.0, 8.0, 6.0], [3.5, 6.0, 7.0], [0.5, 2.0, -1.0]];
        assert_eq!(lines.map(|line| [line[3], line[4], line[5]]), expected);
    }
}
