//! PERCENTILE: the value that a part of the window does not exceed.

use super::GROUP;
use crate::indicators::ordered::Ordered;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Kind, Memory, Operation, Parameter};

/// The value of the window that `percentile` percent of its values do not exceed, by nearest rank: always
/// one of the values themselves, the smallest for 0 and the largest for 100.
pub(crate) static PERCENTILE: Operation = Operation {
    name: "PERCENTILE",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[
        timeperiod(2.0, 30.0),
        Parameter {
            name: "percentile",
            kind: Kind::Real,
            low: 0.0,
            high: 100.0,
            default: Some(50.0),
        },
    ],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]) - 1,
    memory: Memory::Window,
    // Behind a missing value the list is searched from its beginning.
    cost: |parameters| 10.0 * parameters[0].log2() + 0.5 * parameters[0],
    kernel,
    summary: "Percentile: the price that a part of the last candles did not exceed.",
    formula: "the ceil(percentile · n / 100)-th smallest of the last n prices",
    source: "common",
    example: "df.median = ta::PERCENTILE(df, 30, 50.0);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (begin, period) = (warm_up::first_row(inputs), warm_up::rows(parameters[0]));
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period - 1) else { return };
    let source = &inputs[0][begin..];
    let rank = (parameters[1] * period as f64 / 100.0).ceil() as usize;
    let place = rank.clamp(1, period) - 1;
    let whole = source.iter().position(|value| value.is_nan()).unwrap_or(source.len());
    let (before, after) = known.split_at_mut((whole + 1).saturating_sub(period));
    in_order(source, period, place, before);
    with_gaps(&source[before.len()..], period, place, after);
}

/// While no value is missing.
fn in_order(source: &[f64], period: usize, place: usize, out: &mut [f64]) {
    let Some((first, rest)) = out.split_first_mut() else { return };
    let mut window = Ordered::new();
    for value in &source[..period] {
        window.insert(*value);
    }
    *first = window.nth(place);
    for (out, (oldest, newest)) in rest.iter_mut().zip(source.iter().zip(&source[period..])) {
        window.replace(*oldest, *newest);
        *out = window.nth(place);
    }
}

/// From the first missing value on, which TA-Lib puts in its list as if it were a number: what compares
/// with it is out of order from there, and another value may be taken out in the place of one.
fn with_gaps(source: &[f64], period: usize, place: usize, out: &mut [f64]) {
    if out.is_empty() {
        return;
    }
    let (head, newest) = source.split_at(period - 1);
    let whole = head.iter().position(|value| value.is_nan()).unwrap_or(head.len());
    let mut list = head[..whole].to_vec();
    list.sort_by(f64::total_cmp);
    for value in &head[whole..] {
        let larger = list.iter().rev().take_while(|other| *other > value).count();
        list.insert(list.len() - larger, *value);
    }
    for (out, (oldest, newest)) in out.iter_mut().zip(source.iter().zip(newest)) {
        let at = list.iter().take_while(|other| *other <= newest).count();
        list.insert(at, *newest);
        *out = list[place];
        let gone = list[..period - 1].iter().take_while(|other| *other < oldest).count();
        list.remove(gone);
    }
}

#[cfg(test)]
mod tests {
    use super::PERCENTILE;

    fn percentile(source: &[f64], period: f64, percent: f64) -> Vec<f64> {
        let mut out = vec![f64::MAX; source.len()];
        (PERCENTILE.kernel)(&[source], &[period, percent], &mut [&mut out]);
        out
    }

    #[test]
    fn it_is_one_of_the_values() {
        let source = [4.0, 2.0, 9.0, 3.0, 3.0];
        assert!(percentile(&source, 4.0, 50.0)[..3].iter().all(|value| value.is_nan()));
        for (percent, expected) in
            [(0.0, [2.0, 2.0]), (50.0, [3.0, 3.0]), (51.0, [4.0, 3.0]), (100.0, [9.0, 9.0])]
        {
            assert_eq!(percentile(&source, 4.0, percent)[3..], expected);
        }
    }
}
