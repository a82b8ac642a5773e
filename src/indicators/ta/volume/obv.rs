//! OBV: on balance volume.

use super::GROUP;
use crate::indicators::ta::{REAL, warm_up};
use crate::indicators::{Input, Memory, Operation};

/// On balance volume: the first candle's volume, and from there on the volume of candles that rise
/// less that of candles that fall.
pub(crate) static OBV: Operation = Operation {
    name: "OBV",
    version: 1,
    group: GROUP,
    inputs: &[Input { name: "real", column: "close" }, Input { name: "volume", column: "volume" }],
    parameters: &[],
    outputs: REAL,
    lookback: |_| 0,
    memory: Memory::Endless,
    cost: |_| 1.0,
    kernel,
    summary: "On balance volume: adds the volume of rising candles, takes off that of falling ones.",
    formula: "obv = obv[1] + volume where close > close[1], obv[1] − volume where close < close[1], else obv[1]",
    source: "Joseph Granville, Granville's New Key to Stock Market Profits, 1963",
    example: "df.obv = ta::OBV(df.close, df.volume);",
};

fn kernel(inputs: &[&[f64]], _: &[f64], outputs: &mut [&mut [f64]]) {
    let (price, volume) = (inputs[0], inputs[1]);
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, 0) else { return };
    let mut sum = volume[first];
    known[0] = sum;
    let rows = price[first..].iter().zip(&price[first + 1..]).zip(&volume[first + 1..]);
    for (out, ((before, price), volume)) in known[1..].iter_mut().zip(rows) {
        // Without a branch, which the processor would mispredict.
        let way = f64::from(price > before) - f64::from(price < before);
        sum += if way == 0.0 { 0.0 } else { way * volume };
        *out = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::OBV;

    #[test]
    fn volume_goes_with_the_price() {
        let (price, volume) = ([1.0, 2.0, 2.0, 1.0], [5.0, 3.0, 9.0, 4.0]);
        let mut out = [0.0; 4];
        (OBV.kernel)(&[&price, &volume], &[], &mut [&mut out]);
        assert_eq!(out, [5.0, 8.0, 8.0, 4.0]);
    }
}
