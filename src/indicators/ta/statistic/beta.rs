//! BETA: how far one column moves when another does.

use super::GROUP;
use super::pairs::{Pairs, sum};
use crate::indicators::ta::{REAL, TWO_PRICES, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation};

/// The slope of the line of least squares through the last changes of two columns, each change a share
/// of the value before: those of the first input lie to the right, those of the second upwards.
///
/// 0 where the first input changes by the same share all the time. A change from 0 counts as none.
pub(crate) static BETA: Operation = Operation {
    name: "BETA",
    version: 1,
    group: GROUP,
    inputs: TWO_PRICES,
    parameters: &[timeperiod(1.0, 5.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 8.0,
    kernel,
    summary: "Beta: by how much the second column moves when the first moves by one percent.",
    formula: "covariance(x, y, n) / variance(x, n), with x = price0 / price0[1] − 1 and y = price1 / price1[1] − 1",
    source: "William Sharpe, Capital Asset Prices, 1964",
    example: "df.beta = ta::BETA(df.high, df.low, 5);",
};

/// The sums run on from row to row. They begin anew from the window, around its means, every
/// `32 · timeperiod` rows, where the spread is small against its squares, and where a change left that
/// was far larger than all that stay: TA-Lib's arithmetic, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let (xs, ys) = (&changes(&inputs[0][begin..]), &changes(&inputs[1][begin..]));
    let (count, last) = (period as f64, period - 1);
    let mut leaving = (&xs[0], &ys[0]);
    let mut pairs = Pairs::around((xs[0], ys[0]), &xs[..last], &ys[..last]);
    let mut left = 32 * period;
    let (newest, oldest) = (xs[last..].iter().zip(&ys[last..]), xs.iter().zip(ys));
    for (row, (out, (newest, oldest))) in known.iter_mut().zip(newest.zip(oldest)).enumerate() {
        let gone = pairs.take(leaving);
        pairs.add(newest);
        leaving = oldest;
        left -= 1;
        let mut spread = count * pairs.xx - pairs.x * pairs.x;
        if spread < 1e-6 * (count * pairs.xx)
            || gone.0 > 1e3 * pairs.xx
            || gone.1 > 1e3 * pairs.yy
            || left == 0
        {
            left = 32 * period;
            pairs = anew(&xs[row..row + period], &ys[row..row + period], count);
            spread = count * pairs.xx - pairs.x * pairs.x;
        }
        // A spread that is nothing but rounding does not count.
        *out = if spread > 1e-14 * (count * pairs.xx) {
            (count * pairs.xy - pairs.x * pairs.y) / spread
        } else {
            0.0
        };
    }
}

/// Each value's distance from the one before, as a share of that.
fn changes(source: &[f64]) -> Vec<f64> {
    let mut changes = vec![0.0; source.len() - 1];
    vectorized(
        #[inline(always)]
        || {
            for ((change, before), now) in changes.iter_mut().zip(source).zip(&source[1..]) {
                let share = (now - before) / before;
                *change = if *before == 0.0 { 0.0 } else { share };
            }
        },
    );
    changes
}

#[cold]
#[inline(never)]
fn anew(xs: &[f64], ys: &[f64], count: f64) -> Pairs {
    Pairs::around((sum(xs) / count, sum(ys) / count), xs, ys)
}

#[cfg(test)]
mod tests {
    use super::BETA;

    #[test]
    fn the_second_column_moves_twice_as_far() {
        let (x, y) = ([100.0, 101.0, 99.99, 99.99], [100.0, 102.0, 99.96, 99.96]);
        let mut out = [f64::MAX; 4];
        (BETA.kernel)(&[&x, &y], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert!(out[2..].iter().all(|beta| (beta - 2.0).abs() < 1e-9));
    }
}
