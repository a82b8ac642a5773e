//! CMOU: the Chande momentum oscillator as it was published.

use super::GROUP;
use crate::indicators::ta::standstill::Standstill;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation};

/// The Chande momentum oscillator of plain sums: `100 · (rises − falls) / (rises + falls)` over the
/// window; 0 where nothing moved. A change to or from NaN is none.
pub(crate) static CMOU: Operation = Operation {
    name: "CMOU",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Window,
    cost: |_| 3.0,
    kernel,
    summary: "Chande momentum oscillator, unsmoothed: which way prices moved in the window, −100 to 100.",
    formula: "up and down are the rises and falls from candle to candle; cmou = 100 · (sum(up, n) − sum(down, n)) / (sum(up, n) + sum(down, n)); 0 where nothing moved",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994",
    example: "df.cmou = ta::CMOU(df, 14);",
};

/// Running sums from which the oldest change is taken before the newest is added, as in TA-Lib; they
/// are 0 again once all changes of a window are.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let (mut rises, mut falls, mut still) = (0.0, 0.0, Standstill::default());
    for pair in source[begin..=first].windows(2) {
        let change = pair[1] - pair[0];
        rises += rise(change);
        falls += rise(-change);
        still.count(change == 0.0);
    }
    known[0] = balance(rises, falls);
    let pairs = source[first..].windows(2).zip(source[begin..].windows(2));
    for (out, (newest, oldest)) in known[1..].iter_mut().zip(pairs) {
        let (newest, oldest) = (newest[1] - newest[0], oldest[1] - oldest[0]);
        rises = rises - rise(oldest) + rise(newest);
        falls = falls - rise(-oldest) + rise(-newest);
        still.count(newest == 0.0);
        if still.fills(period) {
            (rises, falls) = (0.0, 0.0);
        }
        *out = balance(rises, falls);
    }
}

/// The change where it is a rise; 0 else.
fn rise(change: f64) -> f64 {
    if change > 0.0 { change } else { 0.0 }
}

fn balance(rises: f64, falls: f64) -> f64 {
    let movement = rises + falls;
    if movement > 0.0 { 100.0 * (rises - falls) / movement } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::CMOU;

    #[test]
    fn changes_leave_with_the_window() {
        let source = [1.0, 2.0, 4.0, 3.0, 3.0, f64::NAN, 3.0];
        let mut out = [0.0; 7];
        (CMOU.kernel)(&[&source], &[2.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [100.0, 100.0 / 3.0, -100.0, 0.0, 0.0]);
    }
}
