//! CORREL: the correlation of two columns.

use super::GROUP;
use super::pairs::{Pairs, sum};
use crate::indicators::ta::{REAL, TWO_PRICES, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// Pearson's correlation of the last values of two columns: 1 where they move alike, −1 where they
/// move against each other, and 0 also where one of them does not move at all.
pub(crate) static CORREL: Operation = Operation {
    name: "CORREL",
    version: 1,
    group: GROUP,
    inputs: TWO_PRICES,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    cost: |_| 8.0,
    kernel,
    summary: "Correlation of two columns over the last candles: 1 alike, 0 unrelated, −1 opposite.",
    formula: "covariance(x, y, n) / sqrt(variance(x, n) · variance(y, n))",
    source: "Karl Pearson, 1896",
    example: "df.correl = ta::CORREL(df.high, df.volume, 30);",
};

/// The sums run on from row to row. They begin anew from the window, around its means, every
/// `32 · timeperiod` rows, where a spread is small against its squares, and where a value left that
/// was far larger than all that stay: TA-Lib's arithmetic, to the bit.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    let (xs, ys) = (&inputs[0][begin..], &inputs[1][begin..]);
    let (share, last) = (1.0 / period as f64, period - 1);
    let mut leaving = (&xs[0], &ys[0]);
    let mut pairs = Pairs::around((xs[0], ys[0]), &xs[..last], &ys[..last]);
    let mut left = 32 * period;
    let (newest, oldest) = (xs[last..].iter().zip(&ys[last..]), xs.iter().zip(ys));
    for (row, (out, (newest, oldest))) in known.iter_mut().zip(newest.zip(oldest)).enumerate() {
        let gone = pairs.take(leaving);
        pairs.add(newest);
        leaving = oldest;
        left -= 1;
        let mut spread = Spread::of(&pairs, share);
        if spread.x < 1e-6 * pairs.xx
            || spread.y < 1e-6 * pairs.yy
            || gone.0 > 1e6 * pairs.xx
            || gone.1 > 1e6 * pairs.yy
            || left == 0
        {
            left = 32 * period;
            pairs = anew(&xs[row..row + period], &ys[row..row + period], share);
            spread = Spread::of(&pairs, share);
        }
        // Spreads that are nothing but rounding do not count.
        let varies = spread.x > 1e-14 * pairs.xx && spread.y > 1e-14 * pairs.yy;
        let product = spread.x * spread.y;
        *out = if varies && product > 0.0 {
            (spread.both / product.sqrt()).clamp(-1.0, 1.0)
        } else {
            0.0
        };
    }
}

#[cold]
#[inline(never)]
fn anew(xs: &[f64], ys: &[f64], share: f64) -> Pairs {
    Pairs::around((sum(xs) * share, sum(ys) * share), xs, ys)
}

/// The squared distances from the means, and their product, summed over a window.
struct Spread {
    x: f64,
    y: f64,
    both: f64,
}

impl Spread {
    #[inline(always)]
    fn of(pairs: &Pairs, share: f64) -> Self {
        Self {
            x: pairs.xx - pairs.x * pairs.x * share,
            y: pairs.yy - pairs.y * pairs.y * share,
            both: pairs.xy - pairs.x * pairs.y * share,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CORREL;

    #[test]
    fn columns_go_together_against_each_other_or_not_at_all() {
        let source = [1.0, 2.0, 4.0, 3.0, 3.0, 3.0];
        let mut out = [f64::MAX; 6];
        (CORREL.kernel)(&[&source, &source.map(|x| 9.0 - 2.0 * x)], &[3.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert!(out[2..5].iter().all(|value| (value + 1.0).abs() < 1e-15));
        assert_eq!(out[5], 0.0);
    }
}
