//! VORTEX: the vortex indicator.

use super::GROUP;
use crate::indicators::ta::directional::true_range;
use crate::indicators::ta::standstill::Standstill;
use crate::indicators::ta::{CANDLE, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, Output};

/// The vortex indicator: the ways from the low before to the high and from the high before to the
/// low, summed over the window, as parts of the summed true ranges; 0 without a range.
pub(crate) static VORTEX: Operation = Operation {
    name: "VORTEX",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(1.0, 14.0)],
    outputs: &[Output::real("plusvi"), Output::real("minusvi")],
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 3.5,
    kernel,
    summary: "Vortex indicator: which of two lines is above tells the way of the trend.",
    formula: "plusvi = sum(|high − low[1]|, n) / sum(true range, n); minusvi = sum(|low − high[1]|, n) / sum(true range, n)",
    source: "Etienne Botes and Douglas Siepman, Technical Analysis of Stocks & Commodities, 2010",
    example: "let vortex = ta::VORTEX(df, 14); df.up = vortex.plusvi > vortex.minusvi;",
};

/// The ways and the true range of a candle.
struct Step {
    plus: f64,
    minus: f64,
    range: f64,
}

/// Running sums from which the oldest step is taken after each row, as in TA-Lib; that of the
/// ranges is 0 again once all ranges of a window are.
fn kernel<'a>(inputs: &[&'a [f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (&[high, low, close], [pluses, minuses]) = (inputs, outputs) else { return };
    let period = warm_up::rows(parameters[0]);
    let begin = warm_up::first_row(inputs);
    warm_up::split_off(minuses, begin, period);
    let Some((first, pluses)) = warm_up::split_off(pluses, begin, period) else { return };
    let steps = |first: usize| {
        let pairs = |column: &'a [f64]| column[first - 1..].windows(2);
        pairs(high).zip(pairs(low)).zip(pairs(close)).map(|((high, low), close)| Step {
            plus: (high[1] - low[0]).abs(),
            minus: (low[1] - high[0]).abs(),
            range: true_range(high[1], low[1], close[0]),
        })
    };
    let (mut plus, mut minus, mut range, mut still) = (0.0, 0.0, 0.0, Standstill::default());
    for step in steps(begin + 1).take(period - 1) {
        plus += step.plus;
        minus += step.minus;
        range += step.range;
        still.count(step.range == 0.0);
    }
    let out = pluses.iter_mut().zip(&mut minuses[first..]);
    for ((out_plus, out_minus), (new, old)) in out.zip(steps(first).zip(steps(begin + 1))) {
        plus += new.plus;
        minus += new.minus;
        range += new.range;
        still.count(new.range == 0.0);
        if still.fills(period) {
            range = 0.0;
        }
        let whole = range > 0.0;
        *out_plus = if whole { plus / range } else { 0.0 };
        *out_minus = if whole { minus / range } else { 0.0 };
        plus -= old.plus;
        minus -= old.minus;
        range -= old.range;
    }
}

#[cfg(test)]
mod tests {
    use super::VORTEX;

    #[test]
    fn ways_are_parts_of_the_ranges() {
        let (high, low) = ([2.0, 4.0, 5.0, 5.0, 5.0], [1.0, 2.0, 3.0, 5.0, 5.0]);
        let (mut plus, mut minus) = ([0.0; 5], [0.0; 5]);
        let outputs = &mut [&mut plus[..], &mut minus[..]];
        (VORTEX.kernel)(&[&high, &low, &[2.0, 3.0, 5.0, 5.0, 5.0]], &[1.0], outputs);
        assert!(plus[0].is_nan() && minus[0].is_nan());
        assert_eq!(plus[1..], [1.5, 1.5, 0.0, 0.0]);
        assert_eq!(minus[1..], [0.0, 0.5, 0.0, 0.0]);
    }
}
