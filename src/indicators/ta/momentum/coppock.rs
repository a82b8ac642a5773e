//! COPPOCK: the Coppock curve.

use super::GROUP;
use crate::indicators::ta::overlap::wma::Weighted;
use crate::indicators::ta::{PRICE, REAL, period, warm_up};
use crate::indicators::{Memory, Operation};

/// The Coppock curve: the weighted moving average of the sum of two rates of change, in percent. A
/// change from 0 counts 0.
pub(crate) static COPPOCK: Operation = Operation {
    name: "COPPOCK",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        period("wmaperiod", 1.0, 10.0),
        period("roc1period", 1.0, 11.0),
        period("roc2period", 1.0, 14.0),
    ],
    outputs: REAL,
    lookback: |parameters| {
        warm_up::rows(parameters[0]) - 1 + warm_up::rows(parameters[1].max(parameters[2]))
    },
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel,
    summary: "Coppock curve: long momentum, evened out; it turns up from below 0 after a bottom.",
    formula: "roc(k) = 100 · (price / price[k] − 1); coppock = WMA(roc(roc1) + roc(roc2), n)",
    source: "Edwin Coppock, Barron's, 1962",
    example: "df.coppock = ta::COPPOCK(df, 10, 11, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let source = inputs[0];
    let [period, one, other] = [0, 1, 2].map(|at| warm_up::rows(parameters[at]));
    let begin = warm_up::first_row(inputs);
    let reach = one.max(other);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, reach + period - 1) else {
        return;
    };
    let before = |rows: usize| &source[begin + reach - rows..];
    let prices = before(0).iter().zip(before(one).iter().zip(before(other)));
    let sums: Vec<f64> = prices
        .map(|(price, (one, other))| percent(*price, *one) + percent(*price, *other))
        .collect();
    let mut average = Weighted::new(&sums[..period - 1]);
    for (out, window) in known.iter_mut().zip(sums.windows(period)) {
        *out = average.next_of(window);
    }
}

/// The change from one price to another.
fn percent(price: f64, before: f64) -> f64 {
    if before == 0.0 { 0.0 } else { (price / before - 1.0) * 100.0 }
}

#[cfg(test)]
mod tests {
    use super::COPPOCK;

    #[test]
    fn changes_are_summed_and_weighed() {
        let mut out = [0.0; 5];
        (COPPOCK.kernel)(&[&[1.0, 2.0, 4.0, 0.0, 1.0]], &[2.0, 1.0, 2.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        // The sums are 100 + 300, −100 − 100 and 0 − 75.
        assert_eq!(out[3..], [0.0, (-200.0 - 2.0 * 75.0) / 3.0]);
    }
}
