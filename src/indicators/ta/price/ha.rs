//! HA: Heikin-Ashi candles.

use super::GROUP;
use crate::indicators::ta::{WHOLE_CANDLE, warm_up};
use crate::indicators::{Memory, Operation, Output};

/// Heikin-Ashi candles: the close is the average of the four prices, the open the middle of the body
/// before; the first one opens in the middle of its own body.
pub(crate) static HA: Operation = Operation {
    name: "HA",
    version: 1,
    group: GROUP,
    inputs: WHOLE_CANDLE,
    parameters: &[],
    outputs: &[
        Output::real("haopen"),
        Output::real("hahigh"),
        Output::real("halow"),
        Output::real("haclose"),
    ],
    lookback: |_| 0,
    // Each open keeps half of the one before.
    memory: Memory::Fading(|_| 7.0),
    cost: |_| 2.5,
    kernel,
    summary: "Heikin-Ashi candles: candles smoothed so that trends show one colour.",
    formula: "haclose = (open + high + low + close) / 4; haopen = (haopen[1] + haclose[1]) / 2; hahigh = max(high, haopen, haclose); halow = min(low, haopen, haclose)",
    source: "Dan Valcu, Using the Heikin-Ashi Technique, Stocks & Commodities, 2004",
    example: "let ha = ta::HA(df); df.green = ha.haclose > ha.haopen;",
};

fn kernel(inputs: &[&[f64]], _: &[f64], outputs: &mut [&mut [f64]]) {
    let begin = warm_up::first_row(inputs);
    for out in &mut *outputs {
        out[..begin].fill(f64::NAN);
    }
    let [opens, highs, lows, closes] = outputs else { return };
    let prices = inputs[0][begin..].iter().zip(&inputs[1][begin..]);
    let prices = prices.zip(inputs[2][begin..].iter().zip(&inputs[3][begin..]));
    let bodies = opens[begin..].iter_mut().zip(&mut closes[begin..]);
    let shadows = highs[begin..].iter_mut().zip(&mut lows[begin..]);
    let mut next = None;
    for (((open, high), (low, close)), (body, shadow)) in prices.zip(bodies.zip(shadows)) {
        let ha_open = next.unwrap_or(0.5 * (open + close));
        let ha_close = (open + high + low + close) / 4.0;
        (*body.0, *body.1) = (ha_open, ha_close);
        (*shadow.0, *shadow.1) = reach([ha_open, ha_close], *high, *low);
        next = Some(0.5 * (ha_open + ha_close));
    }
}

/// The highest and the lowest of all; what is NaN of the body counts for nothing.
fn reach(body: [f64; 2], high: f64, low: f64) -> (f64, f64) {
    body.iter().fold((high, low), |(high, low), price| {
        (if *price > high { *price } else { high }, if *price < low { *price } else { low })
    })
}

#[cfg(test)]
mod tests {
    use super::HA;

    #[test]
    fn a_candle_opens_in_the_middle_of_the_body_before() {
        let inputs: [&[f64]; 4] = [&[4.0, 9.0], &[10.0, 9.0], &[2.0, 8.0], &[8.0, 8.0]];
        let mut columns = [[0.0; 2]; 4];
        let [open, high, low, close] = &mut columns;
        (HA.kernel)(&inputs, &[], &mut [open, high, low, close]);
        assert_eq!(columns, [[6.0, 6.0], [10.0, 9.0], [2.0, 6.0], [6.0, 8.5]]);
    }
}
