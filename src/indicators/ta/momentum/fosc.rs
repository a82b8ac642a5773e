//! FOSC: the forecast oscillator.

use super::GROUP;
use crate::indicators::ta::statistic::TSF;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The forecast oscillator: how far the price is from what the line of least squares through the
/// rows before foretold, in percent of the price. 0 for a price of 0.
pub(crate) static FOSC: Operation = Operation {
    name: "FOSC",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 5.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel,
    summary: "Forecast oscillator: how far the price came off the straight line of the last candles, in percent.",
    formula: "100 · (price − TSF(price, n)[1]) / price",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    example: "df.fosc = ta::FOSC(df, 5);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    (TSF.kernel)(inputs, parameters, outputs);
    let (period, begin) = (warm_up::rows(parameters[0]), warm_up::first_row(inputs));
    let forecast = outputs[0].get(begin + period - 1).copied();
    let known = warm_up::split_off(outputs[0], begin, period);
    let (Some(mut forecast), Some((first, known))) = (forecast, known) else { return };
    for (out, price) in known.iter_mut().zip(&inputs[0][first..]) {
        let next = *out;
        *out = if *price == 0.0 { 0.0 } else { 100.0 * (price - forecast) / price };
        forecast = next;
    }
}

#[cfg(test)]
mod tests {
    use super::FOSC;

    #[test]
    fn a_price_is_held_against_the_forecast_before_it() {
        let mut out = [0.0; 5];
        (FOSC.kernel)(&[&[1.0, 2.0, 4.0, 0.0, -5.0]], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [25.0, 0.0, 20.0]);
    }
}
