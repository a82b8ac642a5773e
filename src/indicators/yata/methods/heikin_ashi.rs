//! `HeikinAshi`: candles that are averages.

use yata::core::{Candle, Method};
use yata::methods::HeikinAshi;

use super::GROUP;
use crate::indicators::yata::rows::walk;
use crate::indicators::yata::{CLOSE, HIGH, LOW, OPEN};
use crate::indicators::{Memory, Operation, Output};

/// Candles that close at the mean of their prices and open in the middle of the one before.
pub(super) static HEIKIN_ASHI: Operation = Operation {
    name: "HeikinAshi",
    version: 1,
    group: GROUP,
    inputs: &[OPEN, HIGH, LOW, CLOSE],
    parameters: &[],
    outputs: &[
        Output::real("open"),
        Output::real("high"),
        Output::real("low"),
        Output::real("close"),
    ],
    lookback: |_| 0,
    // An open is half the one before: a hundredth after seven candles.
    memory: Memory::Fading(|_| 7.0),
    cost: |_| 5.0,
    kernel,
    summary: "Heikin Ashi: candles that are averages, whose colours change with the trend.",
    formula: "close = (open + high + low + close) / 4; open = (open[1] + close[1]) / 2 of these candles, the mean of its prices for the first; high and low reach to the open",
    source: "Dan Valcu, Stocks & Commodities, 2004",
    example: "let ha = yata::HeikinAshi(df); df.ha_close = ha.close;",
};

fn kernel(inputs: &[&[f64]], _: &[f64], outputs: &mut [&mut [f64]]) {
    let &[open, high, low, close] = inputs else { return };
    // The volume is handed on, and not read.
    let candle = [open, high, low, close, close];
    let begin = |row: &[f64; 5]| HeikinAshi::new((), row);
    let next = |averages: &mut HeikinAshi, row: &[f64; 5]| {
        let Candle { open, high, low, close, .. } = averages.next(row);
        [open, high, low, close]
    };
    walk(candle, 0, outputs, begin, next);
}

#[cfg(test)]
mod tests {
    use super::HEIKIN_ASHI;

    #[test]
    fn a_candle_opens_in_the_middle_of_the_one_before() {
        let mut columns = [[0.0; 2]; 4];
        let outputs = &mut columns.each_mut().map(|column| &mut column[..]);
        let inputs: [&[f64]; 4] = [&[1.0, 4.0], &[5.0, 6.0], &[1.0, 4.0], &[5.0, 6.0]];
        (HEIKIN_ASHI.kernel)(&inputs, &[], outputs);
        assert_eq!(columns, [[3.0, 3.0], [5.0, 6.0], [1.0, 3.0], [3.0, 5.0]]);
    }
}
