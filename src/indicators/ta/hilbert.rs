//! Ehlers' Hilbert transform: the cycle that dominates a price.

use super::warm_up;
use crate::indicators::Operation;
use crate::indicators::vectorized::vectorized;

/// How many rows of its lookback, 32 or 63, a function measures the cycle in; before them the price is
/// only smoothed.
fn lead(lookback: usize) -> usize {
    if lookback > 32 { 26 } else { 20 }
}

/// The weight of the newest value in the transform, and negatively of the one six rows back.
const OUTER: f64 = 0.0962;

/// The weight of the value two rows back, and negatively of the one four rows back.
const INNER: f64 = 0.5769;

/// What is known of the cycle on a row.
pub(super) struct Cycle {
    /// The price, averaged over four rows with the newest weighing most.
    pub smooth: f64,
    /// The detrended price, three rows back.
    pub in_phase: f64,
    /// The same a quarter of a cycle later.
    pub quadrature: f64,
    /// How many rows the cycle takes.
    pub period: f64,
}

impl Cycle {
    /// The period in whole rows; 0 while there is none.
    pub(super) fn rows(&self) -> usize {
        (self.period + 0.5) as usize
    }
}

/// Follows the cycle of the first input and writes what `step` makes of each row, given the prices
/// up to it. All of it is TA-Lib's arithmetic to the bit, rounded once where its build does.
pub(super) fn follow<const OUTPUTS: usize>(
    operation: &Operation,
    inputs: &[&[f64]],
    outputs: &mut [&mut [f64]],
    step: impl FnMut(&[f64], &Cycle) -> [f64; OUTPUTS],
) {
    let begin = warm_up::first_row(inputs);
    let lookback = (operation.lookback)(&[]);
    let Some(outputs) = outputs.first_chunk_mut::<OUTPUTS>() else { return };
    let known = outputs.each_mut().map(|out| &mut out[begin..]);
    vectorized(
        #[inline(always)]
        || rows(&inputs[0][begin..], lookback - lead(lookback), known, step),
    );
    for (out, output) in outputs.iter_mut().zip(operation.outputs) {
        let unknown = (begin + lookback).min(out.len());
        out[..unknown].fill(output.missing());
    }
}

#[inline(always)]
fn rows<const OUTPUTS: usize>(
    source: &[f64],
    first: usize,
    mut outputs: [&mut [f64]; OUTPUTS],
    mut step: impl FnMut(&[f64], &Cycle) -> [f64; OUTPUTS],
) {
    let mut smoother = Smoother::new(source);
    for row in 4..first.min(source.len()) {
        smoother.next(source[row], source[row - 4]);
    }
    let mut transform = Transform::default();
    for row in first..source.len() {
        let smooth = smoother.next(source[row], source[row - 4]);
        let values = step(&source[..=row], &transform.next(smooth));
        for (out, value) in outputs.iter_mut().zip(values) {
            out[row] = value;
        }
    }
}

/// The weighted average of four prices, by running sums.
struct Smoother {
    plain: f64,
    weighted: f64,
}

impl Smoother {
    /// From the first four prices.
    fn new(source: &[f64]) -> Self {
        let mut smoother = Self { plain: 0.0, weighted: 0.0 };
        for (price, weight) in source.iter().zip([1.0, 2.0, 3.0]) {
            smoother.plain += price;
            smoother.weighted += price * weight;
        }
        if let Some(fourth) = source.get(3) {
            smoother.next(*fourth, 0.0);
        }
        smoother
    }

    #[inline(always)]
    fn next(&mut self, newest: f64, oldest: f64) -> f64 {
        self.plain = self.plain + newest - oldest;
        self.weighted += newest * 4.0;
        let smooth = self.weighted * 0.1;
        self.weighted -= self.plain;
        smooth
    }
}

/// What measuring the cycle keeps from row to row.
#[derive(Default)]
struct Transform {
    /// Of the last eight rows, in a ring: the smoothed price, the detrended one, and its two parts.
    past: [[f64; 4]; 8],
    row: usize,
    /// The smoothed phasor,
    real: f64,
    imaginary: f64,
    /// and its smoothed turn from row to row.
    along: f64,
    across: f64,
    /// The period, smoothed once and twice.
    rough: f64,
    period: f64,
}

impl Transform {
    #[inline(always)]
    fn next(&mut self, smooth: f64) -> Cycle {
        let back = |rows: usize| self.past[self.row.wrapping_sub(rows) % 8];
        let (two, four, six) = (back(2), back(4), back(6));
        let gain = 0.075_f64.mul_add(self.rough, 0.54);
        let turn = |part: usize, value: f64| {
            let outer = OUTER * value - OUTER * six[part];
            (outer - INNER * four[part] + INNER * two[part]) * gain
        };
        let detrended = turn(0, smooth);
        let quadrature = turn(1, detrended);
        let in_phase = back(3)[1];
        let (in_phase_later, quadrature_later) = (turn(2, in_phase), turn(3, quadrature));
        self.past[self.row % 8] = [smooth, detrended, in_phase, quadrature];
        self.row += 1;

        let imaginary = 0.2_f64.mul_add(quadrature + in_phase_later, 0.8 * self.imaginary);
        let real = 0.2_f64.mul_add(in_phase - quadrature_later, 0.8 * self.real);
        let along = real.mul_add(self.real, imaginary * self.imaginary);
        let across = real * self.imaginary - imaginary * self.real;
        self.along = 0.8_f64.mul_add(self.along, 0.2 * along);
        self.across = 0.8_f64.mul_add(self.across, 0.2 * across);
        (self.real, self.imaginary) = (real, imaginary);

        self.rough = self.measured();
        self.period = 0.67_f64.mul_add(self.period, 0.33 * self.rough);
        Cycle { smooth, in_phase, quadrature, period: self.period }
    }

    /// The period that the turn tells: 6 to 50 rows, not far from the last one, and smoothed.
    #[inline(always)]
    fn measured(&self) -> f64 {
        let (last, turn) = (self.rough, (self.across / self.along).atan());
        let turns = self.across != 0.0 && self.along != 0.0;
        let mut period = if turns { 360.0 / turn.to_degrees() } else { last };
        // No `clamp`, for the last period may be no number.
        if period > 1.5 * last {
            period = 1.5 * last;
        }
        if period < 0.67 * last {
            period = 0.67 * last;
        }
        0.2_f64.mul_add(period.clamp(6.0, 50.0), 0.8 * last)
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use crate::indicators::ta::find;

    fn last(name: &str, source: &[f64]) -> f64 {
        let operation = find(name).expect("it is listed");
        let mut out = vec![f64::MAX; source.len()];
        (operation.kernel)(&[source], &[], &mut [&mut out]);
        out[source.len() - 1]
    }

    #[test]
    fn the_period_of_a_wave_is_found() {
        for period in [12.0, 20.0, 30.0] {
            let wave = |row: i32| 100.0 + (f64::from(row) * TAU / period).sin();
            let source: Vec<f64> = (0..300).map(wave).collect();
            assert!((last("HT_DCPERIOD", &source) - period).abs() < 0.5);
            assert!((last("HT_TRENDLINE", &source) - 100.0).abs() < 0.1);
            assert_eq!(last("HT_TRENDMODE", &source), 0.0);
        }
    }

    #[test]
    fn a_climb_is_a_trend() {
        let source: Vec<f64> = (0..300).map(|row| 100.0 * 1.01_f64.powi(row)).collect();
        assert_eq!(last("HT_TRENDMODE", &source), 1.0);
    }
}
