//! STOCHRSI: the stochastic oscillator of the relative strength index.

use super::{GROUP, place_in_range, rsi, stochf};
use crate::indicators::ta::{PRICE, average, period, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The fast stochastic oscillator of the relative strength index: where that stands between its lowest
/// (0) and its highest (100) of `fastk_period` rows, as it is (`fastk`) and averaged (`fastd`).
pub(crate) static STOCHRSI: Operation = Operation {
    name: "STOCHRSI",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        timeperiod(2.0, 14.0),
        period("fastk_period", 1.0, 5.0),
        period("fastd_period", 1.0, 3.0),
        average::matype("fastd_matype", 0.0),
    ],
    outputs: stochf::FAST_LINES,
    lookback: |parameters| warm_up::rows(parameters[0]) + stochf::lookback(&parameters[1..]),
    memory: Memory::Fading(|parameters| {
        memory::wilder(parameters[0]) + stochf::memory(&parameters[1..])
    }),
    cost: |parameters| 3.0 + stochf::cost(&parameters[1..]),
    kernel,
    summary: "Stochastic RSI: where the RSI stands in the range of its last values, 0 to 100.",
    formula: "fastk = 100 · (rsi − lowest(rsi, fastk_period)) / (highest(rsi, fastk_period) − lowest(rsi, fastk_period)) with rsi = RSI(price, timeperiod); fastd = MA(fastk, fastd_period); fastk is 0 where the rsi stands still",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    example: "let stoch = ta::STOCHRSI(df, 14, 14, 3, 0); df.k = stoch.fastk;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [fast_k, fast_d] = outputs else { return };
    // The index stands where its stochastic's average will.
    rsi::index(inputs[0], warm_up::rows(parameters[0]), fast_d);
    let strengths: &[f64] = fast_d;
    place_in_range::fast_k([strengths; 3], warm_up::rows(parameters[1]), fast_k);
    let begin = warm_up::first_row(&[strengths]);
    stochf::finish(&parameters[1..], begin, fast_k, fast_d);
}

#[cfg(test)]
mod tests {
    use super::STOCHRSI;

    #[test]
    fn it_is_0_where_the_index_stands_still() {
        let source = [1.0, 2.0, 3.0, 2.0, 2.0, 3.0, 1.0, 1.0];
        let (mut fast_k, mut fast_d) = ([0.0; 8], [0.0; 8]);
        let outputs = &mut [&mut fast_k[..], &mut fast_d[..]];
        (STOCHRSI.kernel)(&[&source], &[2.0, 2.0, 2.0, 0.0], outputs);
        assert!(fast_k[..4].iter().chain(&fast_d[..4]).all(|value| value.is_nan()));
        // The index is 100, 50, 50, 83.3, 22.7 and 22.7 from the third row on.
        assert_eq!(fast_k[4..], [0.0, 100.0, 0.0, 0.0]);
        assert_eq!(fast_d[4..], [0.0, 50.0, 50.0, 0.0]);
    }
}
