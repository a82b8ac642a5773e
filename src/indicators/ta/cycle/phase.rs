//! In which phase the dominant cycle is.

use std::f64::consts::TAU;
use std::sync::LazyLock;

use crate::indicators::ta::hilbert::Cycle;

/// The longest cycle in rows.
const LONGEST: usize = 50;

/// Sine and cosine of one cycle, row by row, for each length of a cycle.
static WAVES: LazyLock<Vec<Vec<[f64; 2]>>> = LazyLock::new(|| {
    let wave = |rows: usize| {
        let angle = move |row: usize| row as f64 * TAU / rows as f64;
        (0..rows).map(|row| [angle(row).sin(), angle(row).cos()]).collect()
    };
    (0..=LONGEST).map(wave).collect()
});

/// Follows the phase of the dominant cycle: smoothed prices of one cycle are laid against a sine and a
/// cosine of its length.
pub(super) struct Phase {
    waves: &'static [Vec<[f64; 2]>],
    /// The smoothed prices, newest first from `newest` on; each stands here twice, so that a cycle is
    /// never cut.
    prices: [f64; 2 * LONGEST],
    newest: usize,
    degrees: f64,
}

impl Phase {
    pub(super) fn new() -> Self {
        Self { waves: &WAVES, prices: [0.0; 2 * LONGEST], newest: 0, degrees: 0.0 }
    }

    /// The phase in degrees, from −45 to 315.
    #[inline(always)]
    pub(super) fn next(&mut self, cycle: &Cycle) -> f64 {
        self.newest = self.newest.checked_sub(1).unwrap_or(LONGEST - 1);
        self.prices[self.newest] = cycle.smooth;
        self.prices[self.newest + LONGEST] = cycle.smooth;
        let (mut real, mut imaginary) = (0.0, 0.0);
        let wave = &self.waves[cycle.rows().min(LONGEST)];
        for ([sine, cosine], price) in wave.iter().zip(&self.prices[self.newest..]) {
            real += sine * price;
            imaginary += cosine * price;
        }
        if imaginary.abs() > 0.0 {
            self.degrees = (real / imaginary).atan().to_degrees();
        } else if real < 0.0 && imaginary == 0.0 {
            self.degrees -= 90.0;
        } else if real > 0.0 && imaginary == 0.0 {
            self.degrees += 90.0;
        }
        // Smoothed prices lag by a row.
        self.degrees = self.degrees + 90.0 + 360.0 / cycle.period;
        if imaginary < 0.0 {
            self.degrees += 180.0;
        }
        if self.degrees > 315.0 {
            self.degrees -= 360.0;
        }
        self.degrees
    }
}
