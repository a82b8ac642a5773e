//! T3: Tillson's moving average.

use super::GROUP;
use super::cascade::cascade;
use crate::indicators::ta::{PRICE, REAL, real, seed, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, Parameter, memory};

/// Tillson's T3: three times over, an exponential average that is pushed ahead by `vfactor` times its
/// distance from its own average. Multiplied out, a sum of the third to the sixth of six averages in a
/// row.
pub(crate) static T3: Operation = Operation {
    name: "T3",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 5.0), Parameter { low: 0.0, high: 1.0, ..real("vfactor", 0.7) }],
    outputs: REAL,
    lookback: |parameters| 6 * (warm_up::rows(parameters[0]) - 1),
    memory: Memory::Fading(|parameters| memory::cascade(6, memory::exponential(parameters[0]))),
    cost: |_| 3.0,
    kernel,
    summary: "T3: a smooth average that lags little, out of six exponential averages.",
    formula: "gd(x) = EMA(x, n) · (1 + v) − EMA(EMA(x, n), n) · v; t3 = gd(gd(gd(price)))",
    source: "Tim Tillson, Smoothing Techniques For More Accurate Signals, Stocks & Commodities, 1998",
    example: "df.t3 = ta::T3(df, 5, 0.7);",
};

/// TA-Lib's arithmetic, to the bit: which products are rounded and which are not.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (period, push) = (warm_up::rows(parameters[0]), parameters[1]);
    let weight = seed::weight(period);
    let keep = 1.0 - weight;
    let square = push * push;
    let sixth = -(square * push);
    let fifth = 3.0 * (square - sixth);
    let fourth = -6.0 * square - 3.0 * (push - sixth);
    let third = 3.0_f64.mul_add(square, 3.0_f64.mul_add(push, 1.0) - sixth);
    cascade(
        inputs[0],
        period,
        outputs[0],
        #[inline(always)]
        |average, value| keep.mul_add(average, weight * value),
        #[inline(always)]
        |[_, _, e3, e4, e5, e6]| {
            third.mul_add(e3, fourth.mul_add(e4, sixth.mul_add(e6, fifth * e5)))
        },
    );
}

#[cfg(test)]
mod tests {
    use super::T3;

    #[test]
    fn each_of_three_stages_lets_its_part_through() {
        let mut source = [0.0; 8];
        source[7] = 729.0;
        let jump = |push: f64| {
            let mut out = [0.0; 8];
            (T3.kernel)(&[&source], &[2.0, push], &mut [&mut out]);
            assert!(out[..6].iter().all(|value| value.is_nan()));
            out[7]
        };
        // 2/3 is what an average of 2 takes of a new price; pushed, it is 2 · 2/3 − 4/9.
        assert!((jump(0.0) - 729.0 * (2.0_f64 / 3.0).powi(3)).abs() < 1e-9);
        assert!((jump(1.0) - 729.0 * (8.0_f64 / 9.0).powi(3)).abs() < 1e-9);
    }
}
