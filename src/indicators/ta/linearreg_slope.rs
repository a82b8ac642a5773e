//! `LINEARREG_SLOPE`: the slope of the line through the last values.

use super::{PRICE, REAL, STATISTIC, seed, timeperiod};
use crate::indicators::Operation;
use crate::indicators::moments::Joint;
use crate::indicators::sliding::Sliding;

/// The slope of the line of least squares through the window, per row.
pub(crate) static LINEARREG_SLOPE: Operation = Operation {
    name: "LINEARREG_SLOPE",
    version: 1,
    group: STATISTIC,
    inputs: PRICE,
    parameters: &[timeperiod(2.0, 14.0)],
    outputs: REAL,
    lookback: |parameters| seed::rows(parameters[0]) - 1,
    kernel,
    summary: "Slope of the straight line through the last candles, per candle.",
    example: "df.slope = ta::LINEARREG_SLOPE(df, 14);",
};

fn kernel(inputs: &[&[f64]], parameters: &[f64], outputs: &mut [&mut [f64]]) {
    let (source, period) = (inputs[0], seed::rows(parameters[0]));
    let begin = seed::first_row(inputs);
    let Some((first, known)) = seed::warm_up(outputs[0], begin, period - 1) else { return };
    let mut window = Sliding::new(period, source.len() - begin);
    let mut next = |row: usize| window.push(Joint::of((row - begin) as f64, source[row]));
    (begin..first).for_each(|row| {
        next(row);
    });
    let whole = period as f64;
    for (out, row) in known.iter_mut().zip(first..) {
        let joint = next(row);
        *out = if joint.count == whole { joint.xy / joint.xx } else { f64::NAN };
    }
}

#[cfg(test)]
mod tests {
    use super::LINEARREG_SLOPE;

    #[test]
    fn a_line_has_its_own_slope() {
        let source: Vec<f64> = (0..9).map(|row| 5.0 - 0.5 * f64::from(row)).collect();
        let mut out = [0.0; 9];
        (LINEARREG_SLOPE.kernel)(&[&source], &[4.0], &mut [&mut out]);
        assert!(out[..3].iter().all(|value| value.is_nan()));
        assert!(out[3..].iter().all(|slope| (slope + 0.5).abs() < 1e-12));
    }
}
