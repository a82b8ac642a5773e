//! ADOSC: Chaikin's oscillator.

use super::GROUP;
use super::flow::flows;
use crate::indicators::ta::{CANDLE_AND_VOLUME, REAL, period, seed, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// Chaikin's oscillator: the difference of two exponential averages of the accumulation/distribution
/// line, both beginning with the line's first value.
pub(crate) static ADOSC: Operation = Operation {
    name: "ADOSC",
    version: 1,
    group: GROUP,
    inputs: CANDLE_AND_VOLUME,
    parameters: &[period("fastperiod", 2.0, 3.0), period("slowperiod", 2.0, 10.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0].max(parameters[1])) - 1,
    memory: Memory::Fading(|parameters| memory::exponential(parameters[0].max(parameters[1]))),
    cost: |_| 2.0,
    kernel,
    summary: "Chaikin oscillator: the momentum of the accumulation/distribution line.",
    formula: "EMA(AD, fastperiod) − EMA(AD, slowperiod)",
    source: "Marc Chaikin",
    example: "df.adosc = ta::ADOSC(df, 3, 10);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let begin = warm_up::first_row(inputs);
    let lookback = (ADOSC.lookback)(parameters);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, lookback) else { return };
    vectorized(
        #[inline(always)]
        || {
            let mut flows = flows(inputs, begin);
            let mut line = flows.next().unwrap_or_default();
            let (mut fast, mut slow) = (line, line);
            let [first, second] = [0, 1].map(|at| seed::weight(warm_up::rows(parameters[at])));
            // The product with the last average is not rounded, as in TA-Lib's build.
            let next_average =
                |last: f64, line: f64, weight: f64| (1.0 - weight).mul_add(last, weight * line);
            let mut next = |flow: f64| {
                line += flow;
                fast = next_average(fast, line, first);
                slow = next_average(slow, line, second);
                fast - slow
            };
            for flow in flows.by_ref().take(lookback - 1) {
                next(flow);
            }
            for (out, flow) in known.iter_mut().zip(flows) {
                *out = next(flow);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::ADOSC;

    #[test]
    fn both_averages_begin_with_the_line() {
        // Closes at the high, at the high, at the low and in the middle: the line is 8, 12, 8, 8.
        let (close, volume) = ([2.0, 2.0, 0.0, 1.0], [8.0, 4.0, 4.0, 9.0]);
        let mut out = [0.0; 4];
        let candles: [&[f64]; 4] = [&[2.0; 4], &[0.0; 4], &close, &volume];
        (ADOSC.kernel)(&candles, &[2.0, 3.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        // The fast one is 8, 32/3, 80/9 and 224/27, the slow one 8, 10, 9 and 17/2.
        for (value, expected) in out[2..].iter().zip([80.0 / 9.0 - 9.0, 224.0 / 27.0 - 8.5]) {
            assert!((value - expected).abs() < 1e-12, "{value} {expected}");
        }
    }
}
