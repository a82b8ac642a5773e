//! RVI: the relative volatility index.

use super::GROUP;
use crate::indicators::ta::deviations::variances;
use crate::indicators::ta::{PRICE, REAL, period, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// The relative volatility index: an RSI of deviations. Each candle's standard deviation counts for
/// rising or for falling prices, and both are averaged as Wilder does; 50 where there is neither.
pub(crate) static RVI: Operation = Operation {
    name: "RVI",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 14.0), period("stddevperiod", 2.0, 10.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1 + warm_up::rows(parameters[1]) - 1,
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0]) + parameters[1]),
    cost: |_| 5.0,
    kernel,
    summary: "Relative volatility index: whether prices swing more while they rise, 0 to 100.",
    formula: "s = stddev(price, stddevperiod); up = RMA(s where price rises, else 0); down = RMA(s where price falls, else 0); rvi = 100 · up / (up + down); 50 where prices have not risen or fallen yet",
    source: "Donald Dorsey, The Relative Volatility Index, Stocks & Commodities, 1993",
    example: "df.rvi = ta::RVI(df.close, 14, 10);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (period, window) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let begin = warm_up::first_row(inputs);
    let lookback = (RVI.lookback)(parameters);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, lookback) else { return };
    vectorized(
        #[inline(always)]
        || {
            let source = &inputs[0][begin..];
            let changes = source[window - 2..].iter().zip(&source[window - 1..]);
            let mut swings = variances(source, window).zip(changes).map(|(variance, change)| {
                let deviation = variance.sqrt();
                let up = if change.1 - change.0 > 0.0 { deviation } else { 0.0 };
                let down = if change.1 - change.0 < 0.0 { deviation } else { 0.0 };
                (up, down)
            });
            let sums = swings
                .by_ref()
                .take(period)
                .fold((0.0, 0.0), |sums, swing| (sums.0 + swing.0, sums.1 + swing.1));
            let count = period as f64;
            let (mut up, mut down) = (sums.0 / count, sums.1 / count);
            let keep = (period - 1) as f64 / count;
            known[0] = index(up, down);
            for (out, swing) in known[1..].iter_mut().zip(swings) {
                up = seed::settle(up, swing.0, keep);
                down = seed::settle(down, swing.1, keep);
                *out = index(up, down);
            }
        },
    );
}

/// The part of both that is rising, in percent.
#[inline(always)]
fn index(up: f64, down: f64) -> f64 {
    let both = up + down;
    if both == 0.0 { 50.0 } else { 100.0 * (up / both) }
}

#[cfg(test)]
mod tests {
    use super::RVI;

    #[test]
    fn deviations_count_for_the_way_of_the_price() {
        let source = [1.0, 3.0, 5.0, 3.0, 3.0, 7.0];
        let mut out = [0.0; 6];
        (RVI.kernel)(&[&source], &[2.0, 2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        // The averages up are 1, 1/2, 1/4 and 9/8, those down 0, 1/2, 1/4 and 1/8.
        assert_eq!(out[2..], [100.0, 50.0, 50.0, 90.0]);
        (RVI.kernel)(&[&[4.0; 6]], &[2.0, 2.0], &mut [&mut out]);
        assert_eq!(out[2..], [50.0; 4]);
    }
}
