//! rolling.corr.

use super::super::{PAIR, REAL, ROLLING, SOURCE};
use super::anchored::sums;
use super::{Bounds, WINDOW, lookback};
use crate::indicators::{Memory, Operation};

/// Pearson's correlation of two columns in the window, of the rows where both have a value; NaN
/// of fewer than two and where a column is flat.
pub(crate) static CORR: Operation = Operation {
    name: "rolling.corr",
    version: 2,
    group: ROLLING,
    inputs: PAIR,
    parameters: WINDOW,
    outputs: REAL,
    lookback,
    memory: Memory::Window,
    cost: |_| 12.0,
    kernel: |inputs, parameters, outputs| {
        let bounds = Bounds::rolling(parameters).at_least(2);
        let terms = |[x, y]: [f64; 2]| [1.0, x, y, x * y, x * x, y * y];
        let least = bounds.min_periods as f64;
        sums([inputs[0], inputs[1]], bounds.window, outputs[0], terms, |sums| {
            if sums[0] >= least { correlation(sums) } else { f64::NAN }
        });
    },
    summary: "How two columns move together over the last candles, −1 to 1.",
    formula: "Σ dx · dy / √(Σ dx² · Σ dy²) with d = value − mean",
    source: SOURCE,
    example: "df.together = df.close.rolling(50).corr(df.volume);",
};

fn correlation([count, x, y, xy, xx, yy]: [f64; 6]) -> f64 {
    let (x_mean, y_mean) = (x / count, y / count);
    let (x_squares, y_squares) = (xx - x_mean * x, yy - y_mean * y);
    if x_squares > 0.0 && y_squares > 0.0 {
        (xy - x_mean * y) / (x_squares.sqrt() * y_squares.sqrt())
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::CORR;

    #[test]
    fn the_direction_gives_the_sign_and_a_flat_column_none() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0], [5.0, 1.0, 1.0, 2.0]);
        let mut out = [0.0; 4];
        (CORR.kernel)(&[&x, &y], &[2.0, 2.0], &mut [&mut out]);
        assert!(out[0].is_nan() && out[2].is_nan());
        assert!((out[1] + 1.0).abs() < 1e-15 && (out[3] - 1.0).abs() < 1e-15);
    }
}
