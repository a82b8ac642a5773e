//! MAVP: the moving average of a period that varies.

use super::GROUP;
use crate::indicators::ta::{REAL, average, period, warm_up};
use crate::indicators::{Input, Memory, Operation};

/// A moving average each row of which has a period of its own: that of the column `periods`, without
/// its fraction, not below `minperiod` (where it is NaN too) and not above `maxperiod`.
///
/// All averages have their first value on the row where the longest one has. A `minperiod` above
/// `maxperiod` leaves nothing: there is no value at all.
pub(crate) static MAVP: Operation = Operation {
    name: "MAVP",
    version: 1,
    group: GROUP,
    inputs: &[
        Input { name: "real", column: "close" },
        Input { name: "periods", column: "periods" },
    ],
    parameters: &[
        period("minperiod", 1.0, 2.0),
        period("maxperiod", 1.0, 30.0),
        average::matype("matype", 0.0),
    ],
    outputs: REAL,
    lookback: |parameters| average::lookback(parameters[2], warm_up::rows(parameters[1])),
    memory: Memory::Fading(|parameters| average::memory(parameters[2], parameters[1])),
    cost: |parameters| {
        let periods = (parameters[1] - parameters[0] + 1.0).max(1.0);
        periods * average::cost(parameters[2], warm_up::rows(parameters[1]))
    },
    kernel,
    summary: "Moving average whose period is given anew for each candle.",
    formula: "MA(price, periods clipped to minperiod … maxperiod)",
    source: "TA-Lib",
    example: "df.ma = ta::MAVP(df.close, df.hour + 2, 2, 30, 0);",
};

/// Computes the whole average of each period that occurs, and takes its rows from it.
fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, matype) = (inputs[0], parameters[2]);
    let (least, most) = (warm_up::rows(parameters[0]), warm_up::rows(parameters[1]));
    let begin = warm_up::first_row(inputs);
    let lookback = average::lookback(matype, most);
    let Some((first, known)) = warm_up::split_off(outputs[0], begin, lookback) else { return };
    if least > most {
        known.fill(f64::NAN);
        return;
    }
    let mut rows = vec![Vec::new(); most - least + 1];
    for (row, period) in inputs[1][first..].iter().enumerate() {
        // What is NaN becomes 0, and with that the least.
        rows[(*period as usize).clamp(least, most) - least].push(row);
    }
    let mut average = vec![0.0; source.len() - begin];
    for (period, rows) in (least..).zip(rows) {
        let Some(last) = rows.last() else { continue };
        let lookback = average::lookback(matype, period);
        let average = &mut average[..=lookback + last];
        average::smooth(matype, &source[first - lookback..=first + last], 0, period, average);
        for row in rows {
            known[row] = average[lookback + row];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MAVP;

    #[test]
    fn each_row_has_its_own_period() {
        let (source, periods) = ([1.0, 3.0, 5.0, 9.0, 4.0], [2.0, 2.0, 1.0, 2.9, 8.0]);
        let mut out = [0.0; 5];
        (MAVP.kernel)(&[&source, &periods], &[1.0, 3.0, 0.0], &mut [&mut out]);
        assert!(out[..2].iter().all(|value| value.is_nan()));
        assert_eq!(out[2..], [5.0, 7.0, 6.0]);
    }
}
