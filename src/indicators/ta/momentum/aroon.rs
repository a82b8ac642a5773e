//! AROON: how long ago the highest high and the lowest low were.

use super::GROUP;
use super::recency::recency;
use crate::indicators::ta::extremes::{Highest, Lowest};
use crate::indicators::ta::{HIGH_LOW, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, Output};

/// Aroon: how recent the highest high and the lowest low of the last `timeperiod + 1` candles are,
/// 100 for this candle down to 0 for the oldest. Of equal ones the newest counts.
pub(crate) static AROON: Operation = Operation {
    name: "AROON",
    version: 1,
    group: GROUP,
    inputs: HIGH_LOW,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: &[Output::real("aroondown"), Output::real("aroonup")],
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 5.0,
    kernel,
    summary: "Aroon: how recent the lowest low and the highest high of the window are, 0 to 100.",
    formula: "aroondown = 100 · (n − candles since the lowest low of the last n + 1) / n; aroonup the same of the highest high",
    source: "Tushar Chande, Technical Analysis of Stocks & Commodities, 1995",
    example: "let aroon = ta::AROON(df, 14); df.up = aroon.aroonup > aroon.aroondown;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [downs, ups] = outputs else { return };
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    warm_up::split_off(downs, begin, period);
    let Some((first, ups)) = warm_up::split_off(ups, begin, period) else { return };
    let factor = 100.0 / period as f64;
    recency::<Highest>(&inputs[0][begin..], period + 1, ups);
    for up in ups {
        *up *= factor;
    }
    let downs = &mut downs[first..];
    recency::<Lowest>(&inputs[1][begin..], period + 1, downs);
    for down in downs {
        *down *= factor;
    }
}

#[cfg(test)]
mod tests {
    use super::AROON;

    #[test]
    fn the_newest_extreme_counts() {
        let (high, low) = ([3.0, 3.0, 2.0, 1.0], [1.0, 2.0, 2.0, 1.0]);
        let (mut downs, mut ups) = ([0.0; 4], [0.0; 4]);
        let outputs = &mut [&mut downs[..], &mut ups[..]];
        (AROON.kernel)(&[&high, &low], &[2.0], outputs);
        assert!(downs[1].is_nan() && ups[1].is_nan());
        assert_eq!(ups[2..], [50.0, 0.0]);
        assert_eq!(downs[2..], [0.0, 100.0]);
    }
}
