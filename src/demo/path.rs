//! Logarithmic returns with what markets are known for: volatility that comes in clusters, jumps,
//! trends over days.

use super::noise::Noise;

/// How a path moves, per hour.
#[derive(Clone, Copy)]
pub(super) struct Character {
    /// The usual deviation of a return.
    pub volatility: f64,
    /// The probability of a jump.
    pub jump: f64,
    /// The deviation of a jump.
    pub jump_size: f64,
    /// The deviation of the drift that lasts for some days.
    pub trend: f64,
}

/// A path under way.
pub(super) struct Path {
    noise: Noise,
    character: Character,
    /// The logarithm of the volatility against its usual level.
    excitement: f64,
    drift: f64,
}

/// How much of the excitement and of the drift is left after an hour.
const EXCITEMENT_STAYS: f64 = 0.99;
const DRIFT_STAYS: f64 = 0.985;

impl Path {
    pub(super) fn new(noise: Noise, character: Character) -> Self {
        Self { noise, character, excitement: 0.0, drift: 0.0 }
    }

    /// Begins an hour.
    pub(super) fn hour(&mut self) {
        let Character { trend, .. } = self.character;
        self.excitement = self.excitement * EXCITEMENT_STAYS + 0.085 * self.noise.normal();
        let fresh = (1.0 - DRIFT_STAYS * DRIFT_STAYS).sqrt();
        self.drift = self.drift * DRIFT_STAYS + trend * fresh * self.noise.normal();
    }

    /// The return over one of `steps` parts of the hour.
    pub(super) fn step(&mut self, steps: f64) -> f64 {
        let Character { volatility, jump, jump_size, .. } = self.character;
        let scale = volatility * libm::exp(self.excitement.clamp(-1.5, 1.5));
        let mut change = self.drift / steps + scale / steps.sqrt() * self.noise.normal();
        if self.noise.uniform() < jump / steps {
            change += jump_size * self.noise.normal();
        }
        change
    }

    /// How excited the market is, against its usual state.
    pub(super) fn excitement(&self) -> f64 {
        self.excitement
    }
}
