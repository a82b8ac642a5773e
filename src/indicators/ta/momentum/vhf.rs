//! VHF: the vertical horizontal filter.

use super::GROUP;
use crate::indicators::sliding::{Fold, Sliding};
use crate::indicators::ta::extremes::{Search, ranges};
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The vertical horizontal filter: the range of the window against the sum of all changes from row to
/// row; 0 where nothing has moved, and beside a value that is no number.
pub(crate) static VHF: Operation = Operation {
    name: "VHF",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 28.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 6.0,
    kernel,
    summary: "Vertical horizontal filter: how much of the movement went one way, 0 to 1.",
    formula: "(highest(price, n) − lowest(price, n)) / sum(|price − price[1]|, n); 0 where nothing moved",
    source: "Adam White, Futures, 1991",
    example: "df.vhf = ta::VHF(df, 28);",
};

/// How far prices moved, up and down.
#[derive(Clone, Copy)]
struct Path(f64);

impl Fold for Path {
    const EMPTY: Self = Self(0.0);

    fn join(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let mut path = Sliding::new(period, source.len());
    let mut steps = source[begin..].windows(2).map(|pair| Path((pair[1] - pair[0]).abs()));
    steps.by_ref().take(period - 1).for_each(|step| {
        path.push(step);
    });
    let whole = &source[begin + 1..];
    ranges([whole; 2], period, Search::Blocks, |window, highest, lowest| {
        let extremes = highest.iter().zip(lowest);
        for ((out, (high, low)), step) in known[window..].iter_mut().zip(extremes).zip(&mut steps) {
            let Path(path) = path.push(step);
            *out = if path > 0.0 { (high - low) / path } else { 0.0 };
        }
    });
}

#[cfg(test)]
mod tests {
    use super::VHF;

    #[test]
    fn one_way_is_1_and_there_and_back_less() {
        let mut out = [0.0; 6];
        (VHF.kernel)(&[&[f64::NAN, 1.0, 2.0, 4.0, 2.0, 2.0]], &[2.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert_eq!(out[3..], [2.0 / 3.0, 0.5, 0.0]);
    }
}
