//! SUPERTREND: a stop some ranges away from prices.

use super::GROUP;
use crate::indicators::ta::directional::Candles;
use crate::indicators::ta::{CANDLE, real, seed, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, Output, Parameter};

/// Supertrend: a line `multiplier` average true ranges below the candles' middles in a rise and above
/// them in a fall, and which of the two it is, 1 or -1.
///
/// The lower line only rises and the upper one only falls, unless the close before was beyond it. The
/// trend turns where the close is beyond the line of its side; it begins with a rise.
pub(crate) static SUPERTREND: Operation = Operation {
    name: "SUPERTREND",
    version: 1,
    group: GROUP,
    inputs: CANDLE,
    parameters: &[timeperiod(2.0, 10.0), Parameter { low: 0.0, ..real("multiplier", 3.0) }],
    outputs: &[Output::real("supertrend"), Output::integer("trend")],
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Endless,
    cost: |_| 3.0,
    kernel,
    summary: "Supertrend: a trailing stop some average ranges away from prices, and the side it is on.",
    formula: "upper and lower = (high + low) / 2 ± multiplier · ATR(n), each kept while the new one lies further out and the last close within; trend turns where the close crosses its line",
    source: "Olivier Seban",
    example: "let st = ta::SUPERTREND(df, 10, 3.0); df.stop = st.supertrend;",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let [lines, trends] = outputs else { return };
    let begin = warm_up::first_row(inputs);
    let period = warm_up::rows(parameters[0]);
    trends.fill(0.0);
    let Some((first, lines)) = warm_up::split_off(lines, begin, period) else { return };
    let columns = [&inputs[0][first..], &inputs[1][first..], &inputs[2][first..]];
    let mut ranges = Candles::new(inputs).true_ranges(begin + 1);
    let sum = ranges.by_ref().take(period).fold(0.0, |sum, range| sum + range);
    vectorized(
        #[inline(always)]
        || follow(columns, sum, ranges, parameters, [lines, &mut trends[first..]]),
    );
}

/// Goes on from the sum of the first true ranges.
#[inline(always)]
fn follow(
    [high, low, close]: [&[f64]; 3],
    sum: f64,
    ranges: impl Iterator<Item = f64>,
    parameters: &[f64],
    [lines, trends]: [&mut [f64]; 2],
) {
    let (period, multiplier) = (parameters[0], parameters[1]);
    let around = |average: f64, high: f64, low: f64| {
        let (middle, width) = (0.5 * (high + low), multiplier * average);
        (middle + width, middle - width)
    };
    let mut average = sum / period;
    let (mut upper, mut lower) = around(average, high[0], low[0]);
    let mut rises = true;
    (lines[0], trends[0]) = (lower, 1.0);

    let candles = high[1..].iter().zip(&low[1..]).zip(close.windows(2)).zip(ranges);
    let outs = lines[1..].iter_mut().zip(&mut trends[1..]);
    for ((line, trend), (((high, low), close), range)) in outs.zip(candles) {
        average = seed::settle(average, range, (period - 1.0) / period);
        let (top, bottom) = around(average, *high, *low);
        // Either reason lets go of a line. Without branches, which the processor would mispredict.
        let (above, below) = (close[0] > upper, close[0] < lower);
        upper = if (top < upper) | above { top } else { upper };
        lower = if (bottom > lower) | below { bottom } else { lower };
        rises ^= if rises { close[1] < lower } else { close[1] > upper };
        (*line, *trend) = if rises { (lower, 1.0) } else { (upper, -1.0) };
    }
}

#[cfg(test)]
mod tests {
    use super::SUPERTREND;

    #[test]
    fn the_line_trails_until_a_close_crosses_it() {
        let close = [10.0, 10.0, 10.0, 12.0, 7.0, 7.0];
        let high = close.map(|close| close + 1.0);
        let low = close.map(|close| close - 1.0);
        let (mut line, mut trend) = ([0.0; 6], [0.0; 6]);
        let outputs = &mut [&mut line[..], &mut trend[..]];
        (SUPERTREND.kernel)(&[&high, &low, &close], &[2.0, 1.0], outputs);
        assert_eq!(trend, [0.0, 0.0, 1.0, 1.0, -1.0, -1.0]);
        assert!(line[..2].iter().all(|value| value.is_nan()));
        // The average ranges are 2, 2.5, 4.25 and 3.125; the upper line stays where it first was.
        assert_eq!(line[2..], [8.0, 9.5, 11.25, 10.125]);
    }
}
