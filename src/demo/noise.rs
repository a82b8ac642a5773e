//! Random numbers that are the same on any machine: integers from a cipher, the rest from `libm`.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of random numbers.
pub(super) struct Noise {
    stream: ChaCha8Rng,
    spare: Option<f64>,
}

impl Noise {
    /// The stream of a name under a seed; different names give independent streams.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes());
        hasher.update(name.as_bytes());
        Self { stream: ChaCha8Rng::from_seed(*hasher.finalize().as_bytes()), spare: None }
    }

    /// A number from 0 (excluded) to 1.
    pub(super) fn uniform(&mut self) -> f64 {
        ((self.stream.next_u64() >> 11) as f64 + 1.0) / (1_u64 << 53) as f64
    }

    /// A number of the normal distribution with mean 0 and deviation 1 (Box and Muller).
    pub(super) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = (-2.0 * libm::log(self.uniform())).sqrt();
        let angle = std::f64::consts::TAU * self.uniform();
        self.spare = Some(radius * libm::sin(angle));
        radius * libm::cos(angle)
    }
}
