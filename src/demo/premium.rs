//! By how much a perpetual costs more than what it follows, and what its two sides pay each other for that.

use super::noise::Noise;
use super::walk::round;

/// Hours between payments.
pub(super) const FUNDING_HOURS: i64 = 8;

/// What is paid when the premium is near it: 0.01 %.
const INTEREST: f64 = 0.0001;
/// How far a rate and the premium may be apart.
const LEEWAY: f64 = 0.0005;

/// The premium that is usual, as a ratio: half of the payments are more than the interest, half are less.
const USUAL: f64 = INTEREST;
/// How much of a rise over the last days goes into the premium: whoever is late pays for it.
const EAGERNESS: f64 = 0.008;
/// The largest rise or fall, logarithmic, that counts.
const LARGEST: f64 = 0.15;
/// Hours over which prices are averaged to tell a rise from a fall.
const MEMORY: f64 = 120.0;
/// How much of the premium is left after an hour.
const STAYS: f64 = 0.97;

/// A premium under way.
pub(super) struct Premium {
    noise: Noise,
    /// The logarithm of the price, averaged.
    average: f64,
    now: f64,
    /// What it was since the last payment.
    since: Vec<f64>,
}

impl Premium {
    /// That of a pair at its first price.
    pub(super) fn new(noise: Noise, level: f64) -> Self {
        Self { noise, average: level, now: USUAL, since: Vec::new() }
    }

    /// The premium of the hour that begins, as a ratio.
    pub(super) fn hour(&mut self, level: f64) -> f64 {
        self.average += (level - self.average) / MEMORY;
        let rise = (level - self.average).clamp(-LARGEST, LARGEST);
        let drawn_to = USUAL + EAGERNESS * rise;
        self.now = STAYS * self.now + (1.0 - STAYS) * drawn_to + 0.00005 * self.noise.normal();
        self.since.push(self.now);
        self.now
    }

    /// The rate that is paid at the end of some hours: by those who are long, where it is above 0.
    pub(super) fn payment(&mut self) -> f64 {
        let mean = self.since.iter().sum::<f64>() / self.since.len() as f64;
        self.since.clear();
        round(mean + (INTEREST - mean).clamp(-LEEWAY, LEEWAY), 8)
    }
}
