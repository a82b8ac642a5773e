//! TRIX: the rate of change of a triple exponential average.

use super::GROUP;
use super::exponential::Exponential;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::vectorized::vectorized;
use crate::indicators::{Memory, Operation, memory};

/// The change of an exponential average of an exponential average of an exponential average against
/// the row before, percent; 0 where that was 0.
pub(crate) static TRIX: Operation = Operation {
    name: "TRIX",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(1.0, 30.0)],
    outputs: REAL,
    lookback: |parameters| 3 * (warm_up::rows(parameters[0]) - 1) + 1,
    memory: Memory::Fading(|parameters| memory::cascade(3, memory::exponential(parameters[0]))),
    cost: |_| 2.0,
    kernel: |inputs, parameters, outputs| {
        vectorized(
            #[inline(always)]
            || kernel(inputs[0], warm_up::rows(parameters[0]), outputs[0]),
        );
    },
    summary: "TRIX: the change of a price that was smoothed three times, percent.",
    formula: "100 · (e3 / e3[1] − 1) with e1 = EMA(price, n), e2 = EMA(e1, n), e3 = EMA(e2, n)",
    source: "Jack Hutson, Stocks & Commodities, 1983",
    example: "df.trix = ta::TRIX(df, 15);",
};

#[inline(always)]
fn kernel(source: &[f64], period: usize, out: &mut [f64]) {
    let begin = warm_up::first_row(&[source]);
    let Some((first, known)) = warm_up::split_off(out, begin, 3 * (period - 1) + 1) else { return };
    let [mut one, mut two, mut three] = [Exponential::new(period); 3];
    let mut before = f64::NAN;
    for price in &source[begin..first] {
        let smooth = one.warm(*price).and_then(|smooth| two.warm(smooth));
        before = smooth.and_then(|smooth| three.warm(smooth)).unwrap_or(f64::NAN);
    }
    for (out, price) in known.iter_mut().zip(&source[first..]) {
        let now = three.next(two.next(one.next(*price)));
        *out = if before == 0.0 { 0.0 } else { (now / before - 1.0) * 100.0 };
        before = now;
    }
}

#[cfg(test)]
mod tests {
    use super::TRIX;

    #[test]
    fn a_period_of_one_is_the_change_of_the_price() {
        let mut out = [0.0; 4];
        (TRIX.kernel)(&[&[f64::NAN, 2.0, 3.0, 0.0]], &[1.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [50.0, -100.0]);
    }
}
