//! CMO: the Chande momentum oscillator.

use super::GROUP;
use crate::indicators::ta::{PRICE, REAL, timeperiod, warm_up};
use crate::indicators::{Memory, Operation, memory};

/// The Chande momentum oscillator: `100 · (gain − loss) / (gain + loss)` of Wilder's averages of
/// the rises and the falls from row to row.
///
/// 0 where nothing has moved yet, and from the first value on that is no number.
pub(crate) static CMO: Operation = Operation {
    name: "CMO",
    version: 1,
    group: GROUP,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| warm_up::rows(parameters[0]),
    memory: Memory::Fading(|parameters| memory::wilder(parameters[0])),
    cost: |_| 6.0,
    kernel,
    summary: "Chande momentum oscillator: which way the recent movement went, −100 to 100.",
    formula: "up and down are the rises and falls from candle to candle; cmo = 100 · (wilder(up, n) − wilder(down, n)) / (wilder(up, n) + wilder(down, n)); 0 where nothing has moved yet",
    source: "Tushar Chande and Stanley Kroll, The New Technical Trader, 1994; the averages are TA-Lib's",
    example: "df.cmo = ta::CMO(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], warm_up::rows(parameters[0]));
    let begin = warm_up::first_row(inputs);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, period) else { return };
    let (mut gain, mut loss) = (0.0, 0.0);
    for pair in source[begin..=first].windows(2) {
        let (rise, fall) = parts(pair[1] - pair[0]);
        gain += rise;
        loss += fall;
    }
    let (count, keep) = (period as f64, period as f64 - 1.0);
    gain /= count;
    loss /= count;
    known[0] = balance(gain, loss);
    for (out, pair) in known[1..].iter_mut().zip(source[first..].windows(2)) {
        let (rise, fall) = parts(pair[1] - pair[0]);
        // TA-Lib's arithmetic, to the bit.
        gain = (gain * keep + rise) / count;
        loss = (loss * keep + fall) / count;
        *out = balance(gain, loss);
    }
}

/// How far it rose and how far it fell.
fn parts(change: f64) -> (f64, f64) {
    if change < 0.0 { (0.0, -change) } else { (change, 0.0) }
}

fn balance(gain: f64, loss: f64) -> f64 {
    let movement = gain + loss;
    if movement > 0.0 { 100.0 * ((gain - loss) / movement) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::CMO;

    fn cmo(source: &[f64], period: f64) -> Vec<f64> {
        let mut out = vec![0.0; source.len()];
        (CMO.kernel)(&[source], &[period], &mut [&mut out]);
        out
    }

    #[test]
    fn rises_weigh_against_falls() {
        let out = cmo(&[1.0, 2.0, 4.0, 3.0], 2.0);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [100.0, 20.0]);
    }

    #[test]
    fn flat_prices_and_gaps_are_0() {
        assert_eq!(cmo(&[5.0; 5], 2.0)[2..], [0.0; 3]);
        assert_eq!(cmo(&[3.0, 2.0, 1.0, f64::NAN, 4.0], 2.0)[2..], [-100.0, 0.0, 0.0]);
    }
}
