//! The moments of windows, from which their shape is computed.

use super::Bounds;
use super::anchored::sums;

/// Computes from the moments of windows whose values differ.
pub(super) fn of_windows(
    source: &[f64],
    bounds: Bounds,
    out: &mut [f64],
    compute: impl Fn(&Moments) -> f64,
) {
    let least = bounds.min_periods as f64;
    sums([source], bounds.window, out, powers, |sums| {
        let moments = Moments::of(sums);
        let known = moments.count >= least && moments.squares > 0.0;
        if known { compute(&moments) } else { f64::NAN }
    });
}

/// The powers of a distance, the zeroth counting the values.
fn powers([x]: [f64; 1]) -> [f64; 5] {
    let square = x * x;
    [1.0, x, square, square * x, square * square]
}

/// The number of values and the sums of the second to fourth powers of their deviations from the mean.
pub(super) struct Moments {
    pub(super) count: f64,
    pub(super) squares: f64,
    pub(super) cubes: f64,
    pub(super) fourths: f64,
}

impl Moments {
    /// From the sums of the [`powers`] of the distances to some anchor.
    fn of([count, x, x2, x3, x4]: [f64; 5]) -> Self {
        let mean = x / count;
        Self {
            count,
            squares: x2 - mean * x,
            cubes: x3 - mean * (3.0 * x2 - 2.0 * mean * x),
            fourths: x4 - mean * (4.0 * x3 - mean * (6.0 * x2 - 3.0 * mean * x)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Moments, powers};

    #[test]
    fn the_anchor_does_not_matter() {
        let values = [3.0, -1.0, 4.0, 1.5, 5.0, -9.0, 2.0];
        let mean = values.iter().sum::<f64>() / 7.0;
        let direct = |power| values.iter().map(|value| (value - mean).powi(power)).sum::<f64>();
        for anchor in values {
            let mut sums = [0.0; 5];
            for value in values {
                let powers = powers([value - anchor]);
                sums.iter_mut().zip(powers).for_each(|(sum, power)| *sum += power);
            }
            let Moments { count, squares, cubes, fourths } = Moments::of(sums);
            assert_eq!(count, 7.0);
            for (moment, power) in [(squares, 2), (cubes, 3), (fourths, 4)] {
                assert!((moment / direct(power) - 1.0).abs() < 1e-12, "{anchor} {power}");
            }
        }
    }
}
